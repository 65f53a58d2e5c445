using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client.Events;

namespace KubeSharp.Addons.LocalPath;

/// <summary>What the objects of local-path volumes look like.</summary>
internal static class LocalVolumes
{
    public const string Provisioner = "kubesharp.io/local-path";
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";
    public const string SelectedNode = "volume.kubernetes.io/selected-node";
    private const string Hostname = "kubernetes.io/hostname";

    public static StorageClass Class(string name) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Annotations = ApiMap<string>.From([new("storageclass.kubernetes.io/is-default-class", "true")]),
        },
        Provisioner = Provisioner,
        ReclaimPolicy = PersistentVolumeReclaimPolicy.PersistentVolumeReclaimDelete,
        VolumeBindingMode = "WaitForFirstConsumer",
    };

    public static string NameFor(PersistentVolumeClaim claim) => "pvc-" + claim.Metadata.UID;

    /// <summary>The name of the directory tells a person whose data it holds; the uid keeps it from being taken twice.</summary>
    public static string DirectoryFor(PersistentVolumeClaim claim, string root) =>
        Path.Combine(root, $"{NameFor(claim)}_{claim.Metadata.Namespace}_{claim.Metadata.Name}");

    public static PersistentVolume Volume(PersistentVolumeClaim claim, StorageClass storageClass, LocalPathOptions options) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = NameFor(claim),
            Annotations = ApiMap<string>.From([new(ProvisionedBy, Provisioner)]),
        },
        Spec = new PersistentVolumeSpec
        {
            Capacity = ApiMap<Quantity>.From([new("storage", claim.Spec.Resources.Requests.GetValueOrDefault("storage"))]),
            AccessModes = claim.Spec.AccessModes,
            PersistentVolumeReclaimPolicy = storageClass.ReclaimPolicy ?? PersistentVolumeReclaimPolicy.PersistentVolumeReclaimDelete,
            StorageClassName = storageClass.Metadata.Name,
            VolumeMode = PersistentVolumeMode.PersistentVolumeFilesystem,
            Local = new LocalVolumeSource { Path = DirectoryFor(claim, options.Directory) },
            ClaimRef = ObjectReferences.To(claim),
            NodeAffinity = new VolumeNodeAffinity
            {
                Required = new NodeSelector
                {
                    NodeSelectorTerms =
                    [
                        new NodeSelectorTerm
                        {
                            MatchExpressions = [new NodeSelectorRequirement { Key = Hostname, Operator = "In", Values = [options.NodeName] }],
                        },
                    ],
                },
            },
        },
    };

    /// <summary>Whether the volume is one of ours and lies on this node.</summary>
    public static bool IsHere(PersistentVolume volume, string node) =>
        volume.Metadata.Annotations.GetValueOrDefault(ProvisionedBy) == Provisioner
        && volume.Spec.NodeAffinity?.Required is { } required
        && required.NodeSelectorTerms.Any(term => term.MatchExpressions.Any(expression => expression.Key == Hostname && expression.Values.Contains(node)));
}
