using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>deviceclasses</summary>
internal sealed class DeviceClassStrategy() : MetadataOnlyStrategy<DeviceClass>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Age,
    ];

    protected override object?[] Cells(DeviceClass value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.Age(value.Metadata, now),
    ];
}
