using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceclaimtemplates</summary>
internal sealed class ResourceClaimTemplateStrategy() : MetadataOnlyStrategy<ResourceClaimTemplate>(namespaced: true)
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Age,
    ];

    protected override ResourceClaimTemplate Default(ResourceClaimTemplate value) =>
        DeviceRequestDefaults.Apply(value.Spec.Spec) is var spec && ReferenceEquals(spec, value.Spec.Spec)
            ? value
            : value with { Spec = value.Spec with { Spec = spec } };

    protected override void Validate(RequestContext context, ResourceClaimTemplate value, ErrorList errors)
    {
        base.Validate(context, value, errors);
        var meta = Spec.Child("metadata");
        LabelChecks.Annotations(errors, meta, "annotations", value.Spec.Metadata.Annotations);
        LabelChecks.Labels(errors, meta, "labels", value.Spec.Metadata.Labels);
        DeviceClaimChecks.Validate(errors, Spec.Child("spec"), value.Spec.Spec);
    }

    protected override void ValidateChange(ErrorList errors, ResourceClaimTemplate value, ResourceClaimTemplate old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(Spec, value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(ResourceClaimTemplate value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.Age(value.Metadata, now),
    ];
}
