using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>volumeattributesclasses</summary>
internal sealed class VolumeAttributesClassStrategy() : MetadataOnlyStrategy<VolumeAttributesClass>(namespaced: false)
{
    private static readonly FieldPath Parameters = FieldPath.Root("parameters");

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("DriverName", "CSI driver of the class."),
        Column.Age,
    ];

    protected override void ValidateBody(ErrorList errors, VolumeAttributesClass value)
    {
        CsiDriverNames.Check(errors, FieldPath.Root("driverName"), null, value.DriverName);
        StorageParameterChecks.Validate(errors, Parameters, value.Parameters);
        if (value.Parameters.Count == 0)
        {
            errors.Required(Parameters, "must contain at least one key/value pair");
        }
    }

    protected override void ValidateChange(ErrorList errors, VolumeAttributesClass value, VolumeAttributesClass old)
    {
        if (value.DriverName != old.DriverName)
        {
            errors.Forbidden(FieldPath.Root("driverName"), "updates to driverName are forbidden.");
        }

        if (value.Parameters != old.Parameters)
        {
            errors.Forbidden(Parameters, "updates to parameters are forbidden.");
        }
    }

    protected override object?[] Cells(VolumeAttributesClass value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.DriverName,
        CellText.Age(value.Metadata, now),
    ];
}
