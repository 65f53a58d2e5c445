using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>volumeattributesclasses</summary>
internal sealed class VolumeAttributesClassStrategy() : MetadataOnlyStrategy<VolumeAttributesClass>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("DriverName", "CSI driver of the class."),
        Column.Age,
    ];

    protected override void ValidateBody(ErrorList errors, VolumeAttributesClass value) =>
        CsiDriverNames.Check(errors, FieldPath.Root("driverName"), null, value.DriverName);

    protected override object?[] Cells(VolumeAttributesClass value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.DriverName,
        CellText.Age(value.Metadata, now),
    ];
}
