using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>What all pod workers share.</summary>
internal sealed record PodWorkerServices
{
    public required PodRuntime Runtime { get; init; }

    public required PodStatusCache Cache { get; init; }

    public required DeadContainers DeadContainers { get; init; }

    public required IVolumeMounter Volumes { get; init; }

    /// <summary>Null where pods have no cgroups of their own.</summary>
    public required PodCgroups? Cgroups { get; init; }

    public required IProber Prober { get; init; }

    public required ProbeResults ProbeResults { get; init; }

    public required IPodStatusSink Statuses { get; init; }

    public required IMirrorPods Mirrors { get; init; }

    public required PodEvents Events { get; init; }

    public required PodPaths Paths { get; init; }

    /// <summary>The node's addresses.</summary>
    public required Func<IReadOnlyList<string>> HostIPs { get; init; }

    /// <summary>Null while the pod network is ready, else why it is not.</summary>
    public required Func<string?> NetworkProblem { get; init; }

    /// <summary>The runtime's name, as container ids carry it.</summary>
    public required Func<string> RuntimeName { get; init; }

    /// <summary>Told that something happened to a pod outside its worker.</summary>
    public required Action<string> Changed { get; init; }

    public required TimeSpan SyncFrequency { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Loggers { get; init; }
}
