using KubeSharp.Api.Scheduling.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Scheduling;

/// <summary>priorityclasses</summary>
internal sealed class PriorityClassStrategy : ResourceStrategy<PriorityClass>
{
    private const int HighestUserValue = 1000000000;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Value", "Priority of the pods of the class."),
        Column.Flag("Global-Default", "Whether pods without a class belong to this one."),
        Column.Age,
        Column.Text("PreemptionPolicy", "Whether pods of the class displace others."),
    ];

    protected override PriorityClass Default(PriorityClass value) =>
        value.PreemptionPolicy is null ? value with { PreemptionPolicy = "PreemptLowerPriority" } : value;

    protected override PriorityClass PrepareForCreate(RequestContext context, PriorityClass value) => Generations.First(value);

    protected override void Validate(RequestContext context, PriorityClass value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        if (value.Metadata.Name.StartsWith("system-", StringComparison.Ordinal))
        {
            if (!IsSystemClass(value))
            {
                errors.Forbidden(
                    ObjectMetaValidation.Path.Child("name"),
                    $"priority class names with 'system-' prefix are reserved for system use only. error: {value.Metadata.Name} is not a known system priority class");
            }
        }
        else if (value.Value > HighestUserValue)
        {
            errors.Forbidden(FieldPath.Root("value"), $"maximum allowed value of a user defined priority is {HighestUserValue}");
        }

        if (value.PreemptionPolicy is not ("PreemptLowerPriority" or "Never"))
        {
            errors.NotSupportedText(FieldPath.Root("preemptionPolicy"), value.PreemptionPolicy ?? "", "PreemptLowerPriority", "Never");
        }
    }

    protected override void ValidateUpdate(RequestContext context, PriorityClass value, PriorityClass old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (value.Value != old.Value)
        {
            errors.Forbidden(FieldPath.Root("value"), "may not be changed in an update.");
        }

        if (value.PreemptionPolicy != old.PreemptionPolicy)
        {
            errors.InvalidText(FieldPath.Root("preemptionPolicy"), value.PreemptionPolicy, FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(PriorityClass value, DateTimeOffset now) =>
        [value.Metadata.Name, (long)value.Value, value.GlobalDefault, CellText.Age(value.Metadata, now), value.PreemptionPolicy ?? CellText.Unset];

    private static bool IsSystemClass(PriorityClass value) => value is
    {
        GlobalDefault: false,
        Metadata.Name: "system-node-critical",
        Value: 2000001000,
    } or { GlobalDefault: false, Metadata.Name: "system-cluster-critical", Value: 2000000000 };
}
