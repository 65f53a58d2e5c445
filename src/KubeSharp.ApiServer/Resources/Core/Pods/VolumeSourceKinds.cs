using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>How many kinds of source a volume names; one is right.</summary>
internal static class VolumeSourceKinds
{
    public static int Count(Volume v) =>
        One(v.EmptyDir) + One(v.HostPath) + One(v.ConfigMap) + One(v.Secret) + One(v.Projected) + One(v.DownwardAPI) +
        One(v.PersistentVolumeClaim) + One(v.Ephemeral) + One(v.CSI) + One(v.Image) + One(v.NFS) + One(v.ISCSI) + One(v.GitRepo) +
        One(v.GCEPersistentDisk) + One(v.AWSElasticBlockStore) + One(v.Glusterfs) + One(v.RBD) + One(v.FlexVolume) + One(v.Cinder) +
        One(v.CephFS) + One(v.Flocker) + One(v.FC) + One(v.AzureFile) + One(v.VsphereVolume) + One(v.Quobyte) + One(v.AzureDisk) +
        One(v.PhotonPersistentDisk) + One(v.PortworxVolume) + One(v.ScaleIO) + One(v.StorageOS);

    private static int One(object? source) => source is null ? 0 : 1;
}
