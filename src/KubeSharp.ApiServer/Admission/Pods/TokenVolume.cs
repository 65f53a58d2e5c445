using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>The projected volume with token, CA and namespace that client libraries look for in a container.</summary>
internal static class TokenVolume
{
    private const string NamePrefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string RootCaConfigMap = "kube-root-ca.crt";

    /// <summary>An hour and a little: the kubelet renews at 80 % of it, and the little keeps the token from counting as extended.</summary>
    private const long ExpirationSeconds = (60 * 60) + 7;

    /// <summary>Adds the volume and its mounts, unless every container has something of its own at the path.</summary>
    public static PodSpec Mount(PodSpec spec)
    {
        var existing = spec.Volumes.FirstOrDefault(volume => volume.Name.StartsWith(NamePrefix, StringComparison.Ordinal));
        var name = existing?.Name ?? NewName(spec);
        var mount = new VolumeMount { Name = name, ReadOnly = true, MountPath = MountPath };
        var initContainers = WithMount(spec.InitContainers, mount);
        var containers = WithMount(spec.Containers, mount);
        if (initContainers == spec.InitContainers && containers == spec.Containers)
        {
            return spec;
        }

        return spec with
        {
            InitContainers = initContainers,
            Containers = containers,
            Volumes = existing is null ? spec.Volumes.Add(Create(name)) : spec.Volumes,
        };
    }

    private static string NewName(PodSpec spec)
    {
        string name;
        do
        {
            name = NamePrefix + RandomNames.Suffix(5);
        }
        while (spec.Volumes.Any(volume => volume.Name == name));

        return name;
    }

    private static ApiList<Container> WithMount(ApiList<Container> containers, VolumeMount mount)
    {
        if (containers.All(HasMount))
        {
            return containers;
        }

        return [.. containers.Select(container => HasMount(container) ? container : container with { VolumeMounts = container.VolumeMounts.Add(mount) })];
    }

    private static bool HasMount(Container container) => container.VolumeMounts.Any(mount => mount.MountPath == MountPath);

    private static Volume Create(string name) => new()
    {
        Name = name,
        Projected = new ProjectedVolumeSource
        {
            DefaultMode = Constants.ProjectedVolumeSourceDefaultMode,
            Sources =
            [
                new VolumeProjection
                {
                    ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = ExpirationSeconds },
                },
                new VolumeProjection
                {
                    ConfigMap = new ConfigMapProjection { Name = RootCaConfigMap, Items = [new KeyToPath { Key = "ca.crt", Path = "ca.crt" }] },
                },
                new VolumeProjection
                {
                    DownwardAPI = new DownwardAPIProjection
                    {
                        Items =
                        [
                            new DownwardAPIVolumeFile
                            {
                                Path = "namespace",
                                FieldRef = new ObjectFieldSelector { APIVersion = "v1", FieldPath = "metadata.namespace" },
                            },
                        ],
                    },
                },
            ],
        },
    };
}
