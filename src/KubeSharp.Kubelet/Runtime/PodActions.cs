using System.Collections.Immutable;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What is to be done to bring a pod from its state to its spec.</summary>
internal sealed record PodActions
{
    /// <summary>End everything, the sandbox included, before anything else.</summary>
    public bool KillPod { get; init; }

    public bool CreateSandbox { get; init; }

    /// <summary>The sandbox to use, or the one that is replaced. Empty where there was none.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>Number of the sandbox to create.</summary>
    public uint Attempt { get; init; }

    /// <summary>Init containers to start, in order. Each starts when the one before it has started.</summary>
    public ImmutableArray<Container> InitContainers { get; init; } = [];

    public ImmutableArray<Container> Containers { get; init; } = [];

    public ImmutableArray<EphemeralContainer> EphemeralContainers { get; init; } = [];

    public ImmutableArray<ContainerKill> Kill { get; init; } = [];

    public bool Nothing =>
        !KillPod && !CreateSandbox && InitContainers.IsEmpty && Containers.IsEmpty && EphemeralContainers.IsEmpty && Kill.IsEmpty;
}
