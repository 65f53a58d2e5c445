using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Defaults of pod volumes.</summary>
internal static class VolumeDefaults
{
    private const int DefaultMode = 420;

    private static readonly Func<VolumeProjection, VolumeProjection> Projection = ApplyProjection;
    private static readonly Func<DownwardAPIVolumeFile, DownwardAPIVolumeFile> DownwardFile = static f =>
        f.FieldRef is { APIVersion.Length: 0 } field ? f with { FieldRef = ContainerDefaults.FieldRef(field) } : f;

    public static Func<Volume, Volume> Map { get; } = Apply;

    private static Volume Apply(Volume v) => v switch
    {
        { ConfigMap: { } s } => s.DefaultMode is null ? v with { ConfigMap = s with { DefaultMode = DefaultMode } } : v,
        { Secret: { } s } => s.DefaultMode is null ? v with { Secret = s with { DefaultMode = DefaultMode } } : v,
        { Projected: { } s } => ApplyProjected(v, s),
        { DownwardAPI: { } s } => ApplyDownward(v, s),
        { HostPath: { Type: null } s } => v with { HostPath = s with { Type = "" } },
        { Ephemeral.VolumeClaimTemplate: { Spec.VolumeMode: null } t } =>
            v with { Ephemeral = v.Ephemeral with { VolumeClaimTemplate = t with { Spec = t.Spec with { VolumeMode = "Filesystem" } } } },
        { Image: { PullPolicy.Length: 0 } s } => v with { Image = s with { PullPolicy = ImageReference.DefaultPullPolicy(s.Reference) } },
        _ => VolumeSourceKinds.Count(v) == 0 ? v with { EmptyDir = new EmptyDirVolumeSource() } : ApplyRare(v),
    };

    private static Volume ApplyProjected(Volume v, ProjectedVolumeSource projected)
    {
        var sources = projected.Sources.Map(Projection);
        return projected.DefaultMode is not null && sources.SameAs(projected.Sources)
            ? v
            : v with { Projected = projected with { DefaultMode = projected.DefaultMode ?? DefaultMode, Sources = sources } };
    }

    private static Volume ApplyDownward(Volume v, DownwardAPIVolumeSource downward)
    {
        var items = downward.Items.Map(DownwardFile);
        return downward.DefaultMode is not null && items.SameAs(downward.Items)
            ? v
            : v with { DownwardAPI = downward with { DefaultMode = downward.DefaultMode ?? DefaultMode, Items = items } };
    }

    private static VolumeProjection ApplyProjection(VolumeProjection source)
    {
        if (source.ServiceAccountToken is { ExpirationSeconds: null } token)
        {
            source = source with { ServiceAccountToken = token with { ExpirationSeconds = 3600 } };
        }

        if (source.DownwardAPI is { } downward)
        {
            var items = downward.Items.Map(DownwardFile);
            if (!items.SameAs(downward.Items))
            {
                source = source with { DownwardAPI = downward with { Items = items } };
            }
        }

        return source;
    }

    private static Volume ApplyRare(Volume v)
    {
        if (v.ISCSI is { ISCSIInterface.Length: 0 } iscsi)
        {
            v = v with { ISCSI = iscsi with { ISCSIInterface = "default" } };
        }

        if (v.RBD is { } rbd && (rbd.RBDPool.Length == 0 || rbd.RadosUser.Length == 0 || rbd.Keyring.Length == 0))
        {
            v = v with
            {
                RBD = rbd with
                {
                    RBDPool = Or(rbd.RBDPool, "rbd"),
                    RadosUser = Or(rbd.RadosUser, "admin"),
                    Keyring = Or(rbd.Keyring, "/etc/ceph/keyring"),
                },
            };
        }

        if (v.AzureDisk is { } disk)
        {
            v = v with { AzureDisk = AzureDisk(disk) };
        }

        if (v.ScaleIO is { } scaleIO)
        {
            v = v with { ScaleIO = scaleIO with { StorageMode = Or(scaleIO.StorageMode, "ThinProvisioned"), FSType = Or(scaleIO.FSType, "xfs") } };
        }

        return v;
    }

    public static AzureDiskVolumeSource AzureDisk(AzureDiskVolumeSource disk) => disk with
    {
        CachingMode = disk.CachingMode ?? "ReadWrite",
        Kind = disk.Kind ?? "Shared",
        FSType = disk.FSType ?? "ext4",
        ReadOnly = disk.ReadOnly ?? false,
    };

    private static string Or(string value, string fallback) => value.Length > 0 ? value : fallback;
}
