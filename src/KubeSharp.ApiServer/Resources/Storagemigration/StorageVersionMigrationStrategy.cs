using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storagemigration.V1beta1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storagemigration;

/// <summary>storageversionmigrations (KEP-4192)</summary>
internal sealed class StorageVersionMigrationStrategy() : MetadataOnlyStrategy<StorageVersionMigration>(namespaced: false)
{
    private static readonly FieldPath Resource = FieldPath.Root("spec").Child("resource");
    private static readonly FieldPath Status = FieldPath.Root("status");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Resource", "Resource whose objects are stored anew."),
        Column.Text("Status", "How far the migration is."),
        Column.Age,
    ];

    protected override StorageVersionMigration PrepareForCreate(RequestContext context, StorageVersionMigration value) =>
        Generations.First(value with { Status = new StorageVersionMigrationStatus() });

    protected override StorageVersionMigration PrepareForUpdate(
        RequestContext context, StorageVersionMigration value, StorageVersionMigration old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override StorageVersionMigration PrepareForStatusUpdate(
        RequestContext context, StorageVersionMigration value, StorageVersionMigration old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void ValidateBody(ErrorList errors, StorageVersionMigration value)
    {
        if (value.Spec.Resource.Resource.Length == 0)
        {
            errors.Required(Resource.Child("resource"), "resource is required");
        }
        else
        {
            NameChecks.Dns1123Label(errors, Resource, "resource", value.Spec.Resource.Resource);
        }

        if (value.Spec.Resource.Group.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, Resource, "group", value.Spec.Resource.Group);
        }
    }

    protected override void ValidateChange(ErrorList errors, StorageVersionMigration value, StorageVersionMigration old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(FieldPath.Root("spec"), value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, StorageVersionMigration value, StorageVersionMigration old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        var (status, before) = (value.Status, old.Status);
        ConditionChecks.Validate(errors, Status, "conditions", status.Conditions);
        if (before.ResourceVersion.Length > 0 && status.ResourceVersion != before.ResourceVersion)
        {
            errors.InvalidText(Status.Child("resourceVersion"), status.ResourceVersion, FieldChecks.Immutable);
        }

        if (Has(status.Conditions, "Succeeded") && Has(status.Conditions, "Failed"))
        {
            errors.Invalid(Status.Child("conditions"), "[conditions]", "Both success and failed conditions cannot be true at the same time");
        }

        foreach (var type in (string[])["Succeeded", "Failed"])
        {
            if (Has(before.Conditions, type) && !Has(status.Conditions, type))
            {
                errors.Invalid(Status.Child("conditions"), "[conditions]", $"{type} condition cannot be set to false once it is true");
            }
        }
    }

    protected override object?[] Cells(StorageVersionMigration value, DateTimeOffset now) =>
        [value.Metadata.Name, Name(value.Spec.Resource), Progress(value.Status.Conditions), CellText.Age(value.Metadata, now)];

    private static bool Has(ApiList<Condition> conditions, string type) => conditions.FindIndex(c => c.Type == type && c.Status == "True") >= 0;

    private static string Name(GroupResource resource) => resource.Group.Length == 0 ? resource.Resource : resource.Resource + "." + resource.Group;

    private static string Progress(ApiList<Condition> conditions)
    {
        var index = conditions.FindIndex(static c => c.Status == "True");
        return index < 0 ? "" : conditions[index].Type;
    }
}
