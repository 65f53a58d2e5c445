using System.Security.Cryptography;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Networking;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>The mounts of a container: its volumes, /etc/hosts and the termination message file.</summary>
internal sealed class ContainerMounts(PodPaths paths, SubPaths subPaths, string clusterDomain)
{
    private const string EtcHosts = "/etc/hosts";

    /// <param name="pod">The pod.</param>
    /// <param name="container">One of its containers.</param>
    /// <param name="volumes">The pod's volumes, ready.</param>
    /// <param name="podIPs">Addresses for /etc/hosts.</param>
    /// <param name="environment">The container's environment, for subPathExpr.</param>
    /// <exception cref="ContainerConfigException">A volume is missing or a subpath is not allowed.</exception>
    public IReadOnlyList<Mount> Build(
        Pod pod, Container container, MountedVolumes volumes, IReadOnlyList<string> podIPs, IReadOnlyDictionary<string, string> environment)
    {
        var mounts = new List<Mount>();
        for (var index = 0; index < container.VolumeMounts.Count; index++)
        {
            mounts.Add(VolumeMountOf(pod, container, index, volumes, environment));
        }
        if (!mounts.Exists(static mount => mount.ContainerPath == EtcHosts))
        {
            mounts.Add(HostsMount(pod, podIPs));
        }
        if (container.TerminationMessagePath.Length > 0)
        {
            mounts.Add(TerminationMessageMount(pod, container));
        }
        return mounts;
    }

    private Mount VolumeMountOf(
        Pod pod, Container container, int index, MountedVolumes volumes, IReadOnlyDictionary<string, string> environment)
    {
        var mount = container.VolumeMounts[index];
        var volume = volumes.Find(mount.Name)
            ?? throw new ContainerConfigException($"cannot find volume \"{mount.Name}\" to mount into container");
        var subPath = mount.SubPathExpr.Length > 0 ? Expansion.Expand(mount.SubPathExpr, environment) : mount.SubPath;
        if (mount.SubPathExpr.Length > 0 && subPath.Contains("$(", StringComparison.Ordinal))
        {
            throw new ContainerConfigException($"failed to expand subPathExpr \"{mount.SubPathExpr}\"");
        }
        var result = new Mount
        {
            ContainerPath = mount.MountPath.StartsWith('/') ? mount.MountPath : "/" + mount.MountPath,
            Readonly = mount.ReadOnly || volume.ReadOnly,
            RecursiveReadOnly = mount is { ReadOnly: true, RecursiveReadOnly: "Enabled" },
            Propagation = mount.MountPropagation switch
            {
                "HostToContainer" => MountPropagation.PropagationHostToContainer,
                "Bidirectional" => MountPropagation.PropagationBidirectional,
                _ => MountPropagation.PropagationPrivate,
            },
        };
        if (volume.ImageReference.Length > 0)
        {
            result.Image = new ImageSpec { Image = volume.ImageReference };
            result.ImageSubPath = subPath;
        }
        else
        {
            result.HostPath = subPath.Length == 0 ? volume.HostPath : subPaths.Prepare(pod.Metadata.UID, volume, container.Name, index, subPath);
        }
        return result;
    }

    private Mount HostsMount(Pod pod, IReadOnlyList<string> podIPs)
    {
        var path = paths.EtcHosts(pod.Metadata.UID);
        var content = pod.Spec.HostNetwork
            ? HostsFile.ForHostNetwork(File.Exists(EtcHosts) ? File.ReadAllText(EtcHosts) : "", pod.Spec.HostAliases)
            : HostsFile.ForPod(podIPs, PodHostname.Of(pod, clusterDomain), pod.Spec.HostAliases);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return new Mount { ContainerPath = EtcHosts, HostPath = path };
    }

    /// <summary>A fresh file for each instance, so that a restarted container does not show the message of the one before.</summary>
    private Mount TerminationMessageMount(Pod pod, Container container)
    {
        var directory = paths.Container(pod.Metadata.UID, container.Name);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, RandomNumberGenerator.GetHexString(8, lowercase: true));
        File.WriteAllBytes(path, []);
        // Containers run as any user.
        File.SetUnixFileMode(path, UnixFileModes.ReadWriteAll);
        return new Mount { ContainerPath = container.TerminationMessagePath, HostPath = path };
    }
}
