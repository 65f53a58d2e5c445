using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity.Checks;

internal static class VolumeChecks
{
    /// <summary>Only volumes that cannot reach into the machine or the network by themselves.</summary>
    public static Violation? Restricted(PodView pod, LevelVersion version)
    {
        var names = new List<string>();
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec.Volumes)
        {
            if (!IsAllowed(volume))
            {
                names.Add(volume.Name);
                types.Add(TypeOf(volume));
            }
        }

        if (names.Count == 0)
        {
            return null;
        }

        var volumes = Phrases.Plural("volume", "volumes", names.Count);
        var uses = Phrases.Plural("uses", "use", names.Count);
        var kinds = Phrases.Plural("type", "types", types.Count);
        return new Violation(
            "restricted volume types", $"{volumes} {Phrases.Quoted(names)} {uses} restricted volume {kinds} {Phrases.Quoted(types)}");
    }

    private static bool IsAllowed(Volume volume) =>
        volume.ConfigMap is not null || volume.CSI is not null || volume.DownwardAPI is not null || volume.EmptyDir is not null
        || volume.Ephemeral is not null || volume.PersistentVolumeClaim is not null || volume.Projected is not null || volume.Secret is not null
        || volume.Image is not null;

    private static string TypeOf(Volume volume) => volume switch
    {
        { HostPath: not null } => "hostPath",
        { GCEPersistentDisk: not null } => "gcePersistentDisk",
        { AWSElasticBlockStore: not null } => "awsElasticBlockStore",
        { GitRepo: not null } => "gitRepo",
        { NFS: not null } => "nfs",
        { ISCSI: not null } => "iscsi",
        { Glusterfs: not null } => "glusterfs",
        { RBD: not null } => "rbd",
        { FlexVolume: not null } => "flexVolume",
        { Cinder: not null } => "cinder",
        { CephFS: not null } => "cephfs",
        { Flocker: not null } => "flocker",
        { FC: not null } => "fc",
        { AzureFile: not null } => "azureFile",
        { VsphereVolume: not null } => "vsphereVolume",
        { Quobyte: not null } => "quobyte",
        { AzureDisk: not null } => "azureDisk",
        { PortworxVolume: not null } => "portworxVolume",
        { ScaleIO: not null } => "scaleIO",
        { StorageOS: not null } => "storageos",
        _ => "unknown",
    };
}
