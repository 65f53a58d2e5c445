using System.Collections.Immutable;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Probes;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Compares a pod's spec with what runs. Pure: the same input gives the same actions.</summary>
internal static class PodPlanner
{
    public static PodActions Plan(Pod pod, RuntimePodStatus status, ProbeResults probes)
    {
        var (recreate, attempt, sandboxId) = SandboxChange(pod, status);
        if (recreate)
        {
            return PlanFromScratch(pod, status, attempt, sandboxId);
        }
        var builder = new Builder(pod, status, probes) { SandboxId = sandboxId, Attempt = attempt };
        builder.AddEphemeral();
        var initialized = InitContainerPlan.Add(builder);
        if (builder.KillPod || !initialized)
        {
            return builder.Build();
        }
        builder.AddContainers();
        return builder.Build();
    }

    /// <summary>Whether the pod needs a new sandbox, its number, and the one there is.</summary>
    internal static (bool Recreate, uint Attempt, string SandboxId) SandboxChange(Pod pod, RuntimePodStatus status)
    {
        if (status.Sandboxes.IsEmpty)
        {
            return (true, 0, "");
        }
        var latest = status.Sandboxes[0];
        var ready = status.Sandboxes.Count(static sandbox => sandbox.State == PodSandboxState.SandboxReady);
        var next = latest.Metadata.Attempt + 1;
        if (ready > 1 || latest.State != PodSandboxState.SandboxReady)
        {
            return (true, next, latest.Id);
        }
        var network = latest.Linux?.Namespaces?.Options?.Network ?? NamespaceMode.Pod;
        if (network != (pod.Spec.HostNetwork ? NamespaceMode.Node : NamespaceMode.Pod))
        {
            return (true, next, "");
        }
        if (!pod.Spec.HostNetwork && status.IPs.Count == 0)
        {
            return (true, next, latest.Id);
        }
        return (false, latest.Metadata.Attempt, latest.Id);
    }

    private static PodActions PlanFromScratch(Pod pod, RuntimePodStatus status, uint attempt, string sandboxId)
    {
        var actions = new PodActions { KillPod = true, CreateSandbox = true, Attempt = attempt, SandboxId = sandboxId };
        var mayRestart = pod.Spec.Containers.FindIndex(container => RestartRules.RestartsOnFailure(pod, container)) >= 0;
        if (!mayRestart && attempt != 0 && !status.Containers.IsEmpty)
        {
            // It ran, and nothing of it may run again.
            return actions with { CreateSandbox = false };
        }
        var containers = pod.Spec.Containers
            .Where(container => !(RestartRules.Succeeded(status.Latest(container.Name)) && !RestartRules.AfterExit(pod, container, 0)))
            .ToImmutableArray();
        if (containers.IsEmpty && RestartRules.IsInitialized(pod, status))
        {
            return actions with { CreateSandbox = false };
        }
        return pod.Spec.InitContainers.IsEmpty
            ? actions with { Containers = containers }
            // A new sandbox is initialized anew.
            : actions with { InitContainers = [pod.Spec.InitContainers[0]] };
    }

    /// <summary>Collects actions for a pod whose sandbox stays.</summary>
    internal sealed class Builder(Pod pod, RuntimePodStatus status, ProbeResults probes)
    {
        private readonly List<Container> _containers = [];
        private readonly List<EphemeralContainer> _ephemeral = [];
        private readonly List<ContainerKill> _kill = [];

        public Pod Pod => pod;

        public RuntimePodStatus Status => status;

        public required string SandboxId { get; init; }

        public uint Attempt { get; init; }

        public bool KillPod { get; set; }

        public List<Container> InitContainers { get; } = [];

        public ProbeResult? Probe(Cri.ContainerStatus instance, ProbeKind kind) => probes.Get(instance.Id, kind);

        public void Kill(Cri.ContainerStatus instance, Container container, KillReason reason, string message) =>
            _kill.Add(new ContainerKill(instance, container, reason, message));

        public void AddEphemeral()
        {
            foreach (var container in pod.Spec.EphemeralContainers)
            {
                // Ephemeral containers are never restarted.
                if (status.Latest(container.Name) is null)
                {
                    _ephemeral.Add(container);
                }
            }
        }

        public void AddContainers()
        {
            var kept = 0;
            foreach (var container in pod.Spec.Containers)
            {
                var instance = status.Latest(container.Name);
                if (instance is not { State: Cri.ContainerState.ContainerRunning })
                {
                    if (RestartRules.ShouldRestart(pod, container, instance))
                    {
                        _containers.Add(container);
                        if (instance is { State: Cri.ContainerState.ContainerUnknown })
                        {
                            Kill(instance, container, KillReason.Unspecified,
                                $"Container is in \"{Cri.ContainerState.ContainerUnknown}\" state, try killing it before restart");
                        }
                    }
                    continue;
                }
                if (Replace(container, instance) is not { } reason)
                {
                    kept++;
                    continue;
                }
                var restart = reason.Changed || RestartRules.RestartsOnFailure(pod, container);
                Kill(instance, container, reason.Kill, restart ? reason.Message + ", will be restarted" : reason.Message);
                if (restart)
                {
                    _containers.Add(container);
                }
            }
            if (kept == 0 && _containers.Count == 0)
            {
                KillPod = true;
                InitContainers.Clear();
            }
        }

        public PodActions Build() => new()
        {
            KillPod = KillPod,
            SandboxId = SandboxId,
            Attempt = Attempt,
            InitContainers = [.. InitContainers],
            Containers = [.. _containers],
            EphemeralContainers = [.. _ephemeral],
            Kill = [.. _kill],
        };

        private (KillReason Kill, string Message, bool Changed)? Replace(Container container, Cri.ContainerStatus instance)
        {
            var hash = RuntimeLabels.Get(instance.Annotations, RuntimeLabels.ContainerHash);
            if (hash.Length > 0 && hash != ContainerHash.Of(container))
            {
                return (KillReason.Unspecified, $"Container {container.Name} definition changed", true);
            }
            if (Probe(instance, ProbeKind.Liveness) == ProbeResult.Failure)
            {
                return (KillReason.LivenessProbe, $"Container {container.Name} failed liveness probe", false);
            }
            if (Probe(instance, ProbeKind.Startup) == ProbeResult.Failure)
            {
                return (KillReason.StartupProbe, $"Container {container.Name} failed startup probe", false);
            }
            return null;
        }
    }
}
