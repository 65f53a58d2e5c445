using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceclaimtemplates</summary>
internal sealed class ResourceClaimTemplateStrategy() : MetadataOnlyStrategy<ResourceClaimTemplate>(namespaced: true)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Age,
    ];

    protected override ResourceClaimTemplate Default(ResourceClaimTemplate value) =>
        DeviceRequestDefaults.Apply(value.Spec.Spec) is var spec && ReferenceEquals(spec, value.Spec.Spec)
            ? value
            : value with { Spec = value.Spec with { Spec = spec } };

    protected override object?[] Cells(ResourceClaimTemplate value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.Age(value.Metadata, now),
    ];
}
