using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>volumeattachments</summary>
internal sealed class VolumeAttachmentStrategy() : MetadataOnlyStrategy<VolumeAttachment>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        new("Attacher", "string", "CSI driver that attaches the volume.", Format: "name"),
        Column.Text("PV", "Volume."),
        Column.Text("Node", "Node."),
        Column.Flag("Attached", "Whether the volume is attached."),
        Column.Age,
    ];

    protected override VolumeAttachment PrepareForCreate(RequestContext context, VolumeAttachment value) =>
        value with { Status = new VolumeAttachmentStatus() };

    protected override VolumeAttachment PrepareForUpdate(RequestContext context, VolumeAttachment value, VolumeAttachment old) =>
        value with { Status = old.Status };

    protected override VolumeAttachment PrepareForStatusUpdate(RequestContext context, VolumeAttachment value, VolumeAttachment old) =>
        value with { Spec = old.Spec };

    protected override void ValidateChange(ErrorList errors, VolumeAttachment value, VolumeAttachment old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(FieldPath.Root("spec"), "[spec]", FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(VolumeAttachment value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.Attacher,
        value.Spec.Source.PersistentVolumeName ?? "",
        value.Spec.NodeName,
        value.Status.Attached,
        CellText.Age(value.Metadata, now),
    ];
}
