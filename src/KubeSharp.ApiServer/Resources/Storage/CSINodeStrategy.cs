using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>csinodes</summary>
internal sealed class CSINodeStrategy() : MetadataOnlyStrategy<CSINode>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Drivers", "Drivers indicates the number of CSI drivers registered on the node"),
        Column.Age,
    ];

    protected override object?[] Cells(CSINode value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Spec.Drivers.Count,
        CellText.Age(value.Metadata, now),
    ];
}
