using System.Globalization;
using System.Text;
using Google.Protobuf;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Security;
using KubeSharp.Kubelet.Volumes;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What the runtime is told to make a container.</summary>
internal sealed class ContainerConfigBuilder(
    EnvBuilder environment, ContainerMounts mounts, ContainerResourcesMapper resources, ContainerSecurityMapper security, PodPaths paths)
{
    /// <param name="pod">The pod, with its addresses in its status.</param>
    /// <param name="container">One of its containers, of any kind.</param>
    /// <param name="imageRef">The runtime's reference of the container's image.</param>
    /// <param name="image">The image, or null where it is not known.</param>
    /// <param name="attempt">How many instances there were before.</param>
    /// <param name="volumes">The pod's volumes, ready.</param>
    /// <param name="podIPs">The pod's addresses.</param>
    /// <param name="targetId">The container whose processes an ephemeral one sees, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ContainerConfigException">Something the container needs is not there.</exception>
    public async Task<ContainerConfig> BuildAsync(
        Pod pod,
        Container container,
        string imageRef,
        Cri.Image? image,
        uint attempt,
        MountedVolumes volumes,
        IReadOnlyList<string> podIPs,
        string? targetId,
        CancellationToken cancellationToken)
    {
        var variables = await environment.BuildAsync(WithAddresses(pod, podIPs), container, cancellationToken).ConfigureAwait(false);
        var namespaces = targetId is null ? NamespaceOptions.Of(pod) : NamespaceOptions.Targeting(pod, targetId);
        var config = new ContainerConfig
        {
            Metadata = new ContainerMetadata { Name = container.Name, Attempt = attempt },
            Image = new ImageSpec { Image = imageRef, UserSpecifiedImage = container.Image },
            WorkingDir = container.WorkingDir,
            LogPath = Path.Combine(container.Name, string.Create(CultureInfo.InvariantCulture, $"{attempt}.log")),
            Stdin = container.Stdin,
            StdinOnce = container.StdinOnce,
            Tty = container.TTY,
            Linux = new LinuxContainerConfig
            {
                Resources = resources.Map(pod, container),
                SecurityContext = security.Map(pod, container, image, namespaces),
            },
        };
        foreach (var part in container.Command)
        {
            config.Command.Add(Expansion.Expand(part, variables));
        }
        foreach (var part in container.Args)
        {
            config.Args.Add(Expansion.Expand(part, variables));
        }
        foreach (var (name, value) in variables)
        {
            config.Envs.Add(new KeyValue { Key = name, Value = ByteString.CopyFromUtf8(value) });
        }
        config.Mounts.AddRange(mounts.Build(pod, container, volumes, podIPs, variables));
        AddDevices(config, container, volumes);
        AddLabels(config, pod, container, attempt);
        if (container.Lifecycle?.StopSignal is { Length: > 0 } signal
            && Enum.TryParse<Cri.Signal>(signal.Replace("SIG", "Sig", StringComparison.Ordinal), ignoreCase: true, out var known))
        {
            config.StopSignal = known;
        }
        var logs = Path.Combine(paths.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.UID), container.Name);
        Directory.CreateDirectory(logs, UnixFileModes.PublicDirectory);
        return config;
    }

    private static Pod WithAddresses(Pod pod, IReadOnlyList<string> podIPs) => podIPs.Count == 0
        ? pod
        : pod with { Status = pod.Status with { PodIP = podIPs[0], PodIPs = [.. podIPs.Select(static address => new Api.Core.V1.PodIP { IP = address })] } };

    private static void AddDevices(ContainerConfig config, Container container, MountedVolumes volumes)
    {
        foreach (var device in container.VolumeDevices)
        {
            var volume = volumes.Find(device.Name)
                ?? throw new ContainerConfigException($"cannot find volume \"{device.Name}\" to pass into container");
            config.Devices.Add(new Device
            {
                HostPath = volume.HostPath,
                ContainerPath = device.DevicePath,
                Permissions = volume.ReadOnly ? "r" : "mrw",
            });
        }
    }

    private static void AddLabels(ContainerConfig config, Pod pod, Container container, uint attempt)
    {
        config.Labels[RuntimeLabels.PodName] = pod.Metadata.Name;
        config.Labels[RuntimeLabels.PodNamespace] = pod.Metadata.Namespace;
        config.Labels[RuntimeLabels.PodUid] = pod.Metadata.UID;
        config.Labels[RuntimeLabels.ContainerName] = container.Name;

        var annotations = config.Annotations;
        annotations[RuntimeLabels.ContainerHash] = ContainerHash.Of(container);
        annotations[RuntimeLabels.RestartCount] = attempt.ToString(CultureInfo.InvariantCulture);
        annotations[RuntimeLabels.TerminationMessagePath] = container.TerminationMessagePath;
        annotations[RuntimeLabels.TerminationMessagePolicy] = container.TerminationMessagePolicy;
        if (pod.Metadata.DeletionGracePeriodSeconds is { } deletionGrace)
        {
            annotations[RuntimeLabels.PodDeletionGracePeriod] = deletionGrace.ToString(CultureInfo.InvariantCulture);
        }
        if (pod.Spec.TerminationGracePeriodSeconds is { } grace)
        {
            annotations[RuntimeLabels.PodTerminationGracePeriod] = grace.ToString(CultureInfo.InvariantCulture);
        }
        if (!container.Ports.IsEmpty)
        {
            annotations[RuntimeLabels.ContainerPorts] = PortsJson(container);
        }
    }

    private static string PortsJson(Container container)
    {
        var text = new StringBuilder("[");
        foreach (var port in container.Ports)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }
            text.Append('{');
            if (port.Name.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\"name\":\"{port.Name}\",");
            }
            if (port.HostPort > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\"hostPort\":{port.HostPort},");
            }
            text.Append(CultureInfo.InvariantCulture, $"\"containerPort\":{port.ContainerPortValue},\"protocol\":\"{port.Protocol}\"}}");
        }
        return text.Append(']').ToString();
    }
}
