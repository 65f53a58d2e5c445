using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>persistentvolumes</summary>
internal sealed class PersistentVolumeStrategy : ResourceStrategy<PersistentVolume>
{
    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns => PersistentVolumeTable.Columns;

    protected override PersistentVolume Default(PersistentVolume value)
    {
        var spec = value.Spec;
        if (spec.PersistentVolumeReclaimPolicy.Length == 0 || spec.VolumeMode is null || spec.HostPath is { Type: null })
        {
            spec = spec with
            {
                PersistentVolumeReclaimPolicy = spec.PersistentVolumeReclaimPolicy.Length > 0 ? spec.PersistentVolumeReclaimPolicy : "Retain",
                VolumeMode = spec.VolumeMode ?? "Filesystem",
                HostPath = spec.HostPath is { Type: null } hostPath ? hostPath with { Type = "" } : spec.HostPath,
            };
        }

        var status = value.Status.Phase.Length > 0 ? value.Status : value.Status with { Phase = "Pending" };
        return ReferenceEquals(spec, value.Spec) && ReferenceEquals(status, value.Status) ? value : value with { Spec = spec, Status = status };
    }

    protected override PersistentVolume PrepareForCreate(RequestContext context, PersistentVolume value) => value with
    {
        Status = new PersistentVolumeStatus { Phase = "Pending", LastPhaseTransitionTime = context.ReceivedAt },
    };

    protected override PersistentVolume PrepareForUpdate(RequestContext context, PersistentVolume value, PersistentVolume old) =>
        value with { Status = old.Status };

    protected override PersistentVolume PrepareForStatusUpdate(RequestContext context, PersistentVolume value, PersistentVolume old) => value with
    {
        Spec = old.Spec,
        Status = value.Status.Phase == old.Status.Phase
            ? value.Status with { LastPhaseTransitionTime = value.Status.LastPhaseTransitionTime ?? old.Status.LastPhaseTransitionTime }
            : value.Status with { LastPhaseTransitionTime = context.ReceivedAt },
    };

    protected override void Validate(RequestContext context, PersistentVolume value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        PersistentVolumeSpecChecks.Validate(errors, FieldPath.Root("spec"), value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, PersistentVolume value, PersistentVolume old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        PersistentVolumeSpecChecks.ValidateUpdate(errors, value.Spec, old.Spec);
    }

    protected override void ValidateStatusUpdate(RequestContext context, PersistentVolume value, PersistentVolume old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    protected override object?[] Cells(PersistentVolume value, DateTimeOffset now) => PersistentVolumeTable.Cells(value, now);
}
