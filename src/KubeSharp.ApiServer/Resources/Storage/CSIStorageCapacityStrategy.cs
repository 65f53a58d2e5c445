using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>csistoragecapacities</summary>
internal sealed class CSIStorageCapacityStrategy() : MetadataOnlyStrategy<CSIStorageCapacity>(namespaced: true)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("StorageClassName", "Class of the volumes."),
        Column.Text("Capacity", "What is left."),
    ];

    protected override object?[] Cells(CSIStorageCapacity value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.StorageClassName,
        value.Capacity?.ToString() ?? CellText.Unset,
    ];
}
