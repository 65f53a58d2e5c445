using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apiregistration;

/// <summary>apiservices. The name is the version, a dot and the group.</summary>
internal sealed class APIServiceStrategy() : MetadataOnlyStrategy<APIService>(namespaced: false, NameRule.Own)
{
    public override bool AllowUnconditionalUpdate => false;

    private const int MaxGroupPriority = 20000;
    private const int MaxVersionPriority = 1000;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool StoresJson => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Service", "The reference to the service that hosts this API endpoint."),
        Column.Text("Available", "Whether this service is available."),
        Column.Age,
    ];

    protected override APIService Default(APIService value) => value.Spec.Service is { Port: null } service
        ? value with { Spec = value.Spec with { Service = service with { Port = 443 } } }
        : value;

    protected override APIService PrepareForCreate(RequestContext context, APIService value)
    {
        var status = value.Spec.Service is not null
            ? new APIServiceStatus()
            : new APIServiceStatus
            {
                Conditions =
                [
                    new APIServiceCondition
                    {
                        Type = "Available",
                        Status = "True",
                        Reason = "Local",
                        Message = "Local APIServices are always available",
                        LastTransitionTime = context.ReceivedAt,
                    },
                ],
            };
        return value with { Status = status };
    }

    protected override APIService PrepareForUpdate(RequestContext context, APIService value, APIService old) =>
        value with { Status = old.Status };

    protected override APIService PrepareForStatusUpdate(RequestContext context, APIService value, APIService old) =>
        value with { Spec = old.Spec };

    protected override void ValidateBody(ErrorList errors, APIService value)
    {
        var required = value.Spec.Version + "." + value.Spec.Group;
        if (value.Metadata.Name != required)
        {
            errors.InvalidText(ObjectMetaValidation.Path.Child("name"), value.Metadata.Name, $"must be `spec.version+\".\"+spec.group`: {ErrorList.Quote(required)}");
        }

        if (value.Spec.Group.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, Spec, "group", value.Spec.Group);
        }

        NameChecks.Dns1123Label(errors, Spec, "version", value.Spec.Version);
        if (value.Spec.GroupPriorityMinimum is <= 0 or > MaxGroupPriority)
        {
            errors.InvalidNumber(
                Spec.Child("groupPriorityMinimum"), value.Spec.GroupPriorityMinimum, $"must be positive and less than {MaxGroupPriority}");
        }

        if (value.Spec.VersionPriority is <= 0 or > MaxVersionPriority)
        {
            errors.InvalidNumber(Spec.Child("versionPriority"), value.Spec.VersionPriority, $"must be positive and less than {MaxVersionPriority}");
        }

        if (value.Spec.Service is { } service)
        {
            FieldChecks.Required(errors, Spec.Child("service"), "namespace", service.Namespace);
            FieldChecks.Required(errors, Spec.Child("service"), "name", service.Name);
            if (value.Spec.InsecureSkipTLSVerify && value.Spec.CABundle.Length > 0)
            {
                errors.InvalidFlag(Spec.Child("insecureSkipTLSVerify"), true, "may not be true if caBundle is present");
            }
        }
        else if (value.Spec.CABundle.Length > 0)
        {
            errors.Invalid(Spec.Child("caBundle"), $"{value.Spec.CABundle.Length} bytes", "local APIServices may not have a caBundle");
        }
        else if (value.Spec.InsecureSkipTLSVerify)
        {
            errors.InvalidFlag(Spec.Child("insecureSkipTLSVerify"), true, "local APIServices may not have insecureSkipTLSVerify");
        }
    }

    protected override object?[] Cells(APIService value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.Service is { } service ? service.Namespace + "/" + service.Name : "Local",
        Available(value.Status),
        CellText.Age(value.Metadata, now),
    ];

    private static string Available(APIServiceStatus status)
    {
        var index = status.Conditions.FindIndex(static c => c.Type == "Available");
        if (index < 0)
        {
            return "Unknown";
        }

        var condition = status.Conditions[index];
        return condition.Status == "True" || condition.Reason.Length == 0 ? condition.Status : $"{condition.Status} ({condition.Reason})";
    }
}
