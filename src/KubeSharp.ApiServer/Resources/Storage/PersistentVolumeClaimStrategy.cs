using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>persistentvolumeclaims</summary>
internal sealed class PersistentVolumeClaimStrategy : ResourceStrategy<PersistentVolumeClaim>
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "Phase of the claim."),
        Column.Text("Volume", "Volume that the claim is bound to."),
        Column.Text("Capacity", "Size of the volume."),
        Column.Text("Access Modes", "How the volume may be mounted."),
        Column.Text("StorageClass", "StorageClass of the pvc"),
        Column.Text("VolumeAttributesClass", "VolumeAttributesClass of the pvc"),
        Column.Age,
        Column.Wide("VolumeMode", "Filesystem or Block."),
    ];

    /// <summary>A claim wherever it stands: StatefulSets have templates of claims.</summary>
    public static PersistentVolumeClaim ApplyDefaults(PersistentVolumeClaim claim)
    {
        var spec = claim.Spec;
        spec = spec.VolumeMode is null ? spec with { VolumeMode = "Filesystem" } : spec;
        var status = claim.Status.Phase.Length > 0 ? claim.Status : claim.Status with { Phase = "Pending" };
        return ReferenceEquals(spec, claim.Spec) && ReferenceEquals(status, claim.Status) ? claim : claim with { Spec = spec, Status = status };
    }

    protected override PersistentVolumeClaim Default(PersistentVolumeClaim value) => ApplyDefaults(value);

    protected override PersistentVolumeClaim PrepareForCreate(RequestContext context, PersistentVolumeClaim value) => value with
    {
        Spec = Sources(value.Spec),
        Status = new PersistentVolumeClaimStatus { Phase = "Pending" },
    };

    protected override PersistentVolumeClaim PrepareForUpdate(RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old) =>
        value with { Spec = Sources(value.Spec), Status = old.Status };

    protected override PersistentVolumeClaim PrepareForStatusUpdate(
        RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old) => value with { Spec = old.Spec };

    protected override void Validate(RequestContext context, PersistentVolumeClaim value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        PersistentVolumeClaimSpecChecks.Validate(errors, Spec, value.Spec);
    }

    protected override void ValidateUpdate(
        RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
        PersistentVolumeClaimUpdateChecks.Validate(errors, Spec, value, old);
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var path = FieldPath.Root("status").Child("capacity");
        foreach (var (name, amount) in value.Status.Capacity)
        {
            if (amount.Sign < 0)
            {
                errors.InvalidNumber(path.Key(name), amount.Value, "must be a valid resource quantity");
            }
        }
    }

    protected override object?[] Cells(PersistentVolumeClaim value, DateTimeOffset now)
    {
        var bound = value.Spec.VolumeName.Length > 0;
        return
        [
            value.Metadata.Name,
            value.Metadata.DeletionTimestamp is null ? value.Status.Phase : "Terminating",
            value.Spec.VolumeName,
            bound ? CellText.Quantity(value.Status.Capacity, ResourceNames.Storage) : "",
            bound ? CellText.AccessModes(value.Status.AccessModes) : "",
            value.Spec.StorageClassName ?? value.Metadata.Annotations.GetValueOrDefault(PersistentVolumeTable.BetaClass, ""),
            value.Spec.VolumeAttributesClassName is { Length: > 0 } attributes ? attributes : CellText.Unset,
            CellText.Age(value.Metadata, now),
            value.Spec.VolumeMode ?? CellText.Unset,
        ];
    }

    /// <summary>dataSource and dataSourceRef say the same; either may be given.</summary>
    private static PersistentVolumeClaimSpec Sources(PersistentVolumeClaimSpec spec)
    {
        if (spec is { DataSource: { } source, DataSourceRef: null })
        {
            return spec with { DataSourceRef = new TypedObjectReference { APIGroup = source.APIGroup, Kind = source.Kind, Name = source.Name } };
        }

        return spec is { DataSource: null, DataSourceRef: { Namespace: null or "" } reference }
            ? spec with { DataSource = new TypedLocalObjectReference { APIGroup = reference.APIGroup, Kind = reference.Kind, Name = reference.Name } }
            : spec;
    }
}
