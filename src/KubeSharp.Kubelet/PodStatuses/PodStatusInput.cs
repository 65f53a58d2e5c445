using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>All that a pod's status is made from.</summary>
internal sealed record PodStatusInput(Pod Pod, RuntimePodStatus Runtime, ProbeResults Probes, PodStartState State)
{
    /// <summary>The status published last; the API's where there was none yet.</summary>
    public required PodStatus Previous { get; init; }

    /// <summary>Addresses of this node.</summary>
    public IReadOnlyList<string> HostIPs { get; init; } = [];

    /// <summary>Prefix of container ids: the runtime's name.</summary>
    public string RuntimeName { get; init; } = "containerd";

    /// <summary>Nothing of the pod runs any more nor will again.</summary>
    public bool Terminated { get; init; }

    /// <summary>Set where the kubelet ends the pod: Evicted, DeadlineExceeded, or why it was not admitted.</summary>
    public PodEnding? Ending { get; init; }

    public required DateTimeOffset Now { get; init; }
}
