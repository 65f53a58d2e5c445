using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>volumeattachments</summary>
internal sealed class VolumeAttachmentStrategy() : MetadataOnlyStrategy<VolumeAttachment>(namespaced: false)
{
    private const int MetadataLimit = 256 * 1024;
    private const int MessageLimit = 1024;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

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

    protected override void ValidateBody(ErrorList errors, VolumeAttachment value)
    {
        CsiDriverNames.Check(errors, Spec, "attacher", value.Spec.Attacher);
        Source(errors, Spec.Child("source"), value.Spec.Source);
        NameChecks.Dns1123Subdomain(errors, Spec, "nodeName", value.Spec.NodeName);
        ValidateStatus(errors, value.Status);
    }

    protected override void ValidateChange(ErrorList errors, VolumeAttachment value, VolumeAttachment old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(Spec, value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(RequestContext context, VolumeAttachment value, VolumeAttachment old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        ValidateStatus(errors, value.Status);
    }

    private static void Source(ErrorList errors, FieldPath path, VolumeAttachmentSource source)
    {
        const string OneOfTwo = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
        switch (source)
        {
            case { InlineVolumeSpec: null, PersistentVolumeName: null }:
                errors.Required(path, OneOfTwo);
                break;
            case { InlineVolumeSpec: not null, PersistentVolumeName: not null }:
                errors.Forbidden(path, OneOfTwo);
                break;
            case { PersistentVolumeName: "" }:
                errors.Required(path.Child("persistentVolumeName"), "must specify non empty persistentVolumeName");
                break;
            case { PersistentVolumeName: { } name }:
                NameChecks.Dns1123Subdomain(errors, path, "persistentVolumeName", name);
                break;
        }
    }

    private static void ValidateStatus(ErrorList errors, VolumeAttachmentStatus status)
    {
        var path = FieldPath.Root("status");
        long size = 0;
        foreach (var (key, text) in status.AttachmentMetadata)
        {
            size += Utf8Length.Of(key) + Utf8Length.Of(text);
        }

        if (size > MetadataLimit)
        {
            errors.TooLong(path.Child("attachmentMetadata"), MetadataLimit);
        }

        Message(errors, path.Child("attachError"), status.AttachError);
        Message(errors, path.Child("detachError"), status.DetachError);
    }

    private static void Message(ErrorList errors, FieldPath path, VolumeError? error)
    {
        if (error?.Message.Length > MessageLimit)
        {
            errors.TooLong(path.Child("message"), MessageLimit);
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
