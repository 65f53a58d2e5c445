using System.Collections.Immutable;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What the runtime has of one pod at a moment: a snapshot that nobody changes.</summary>
internal sealed record RuntimePodStatus(string Uid)
{
    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    /// <summary>Newest first.</summary>
    public ImmutableArray<Cri.PodSandboxStatus> Sandboxes { get; init; } = [];

    /// <summary>All instances of all containers, newest first. Messages of ended ones hold their termination messages.</summary>
    public ImmutableArray<Cri.ContainerStatus> Containers { get; init; } = [];

    /// <summary>Container id → id of the sandbox it is in.</summary>
    public ImmutableDictionary<string, string> SandboxOf { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool IsEmpty => Sandboxes.IsEmpty && Containers.IsEmpty;

    public bool AnyRunning =>
        Containers.Any(static container => container.State is Cri.ContainerState.ContainerRunning or Cri.ContainerState.ContainerUnknown)
        || Sandboxes.Any(static sandbox => sandbox.State == PodSandboxState.SandboxReady);

    /// <summary>Addresses of the newest sandbox, while it is ready. Empty on the host's network.</summary>
    public IReadOnlyList<string> IPs
    {
        get
        {
            if (Sandboxes.IsEmpty || Sandboxes[0] is not { State: PodSandboxState.SandboxReady, Network: { Ip.Length: > 0 } network })
            {
                return [];
            }
            return [network.Ip, .. network.AdditionalIps.Select(static address => address.Ip)];
        }
    }

    /// <summary>The newest instance of a container, or null.</summary>
    public Cri.ContainerStatus? Latest(string container)
    {
        foreach (var status in Containers)
        {
            if (status.Metadata.Name == container)
            {
                return status;
            }
        }
        return null;
    }

    /// <summary>The instance before the newest, or null.</summary>
    public Cri.ContainerStatus? Previous(string container) =>
        Containers.Where(status => status.Metadata.Name == container).Skip(1).FirstOrDefault();

    /// <summary>Whether the instance lives in the newest sandbox, not in one that was replaced.</summary>
    public bool IsInNewestSandbox(string containerId) =>
        Sandboxes.IsEmpty || !SandboxOf.TryGetValue(containerId, out var sandbox) || sandbox == Sandboxes[0].Id;

    public Cri.ContainerStatus? FindById(string id) => Containers.FirstOrDefault(status => status.Id == id);
}
