using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Probes;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// Plans init containers. They are looked at from the last to the first: the last one that exists tells how far initialization has
/// come, also where earlier ones have been removed from the runtime. Those before it are done, and only sidecars among them are kept going.
/// </summary>
internal static class InitContainerPlan
{
    /// <returns>Whether app containers may start.</returns>
    public static bool Add(PodPlanner.Builder plan)
    {
        var containers = plan.Pod.Spec.InitContainers;
        if (containers.IsEmpty)
        {
            return true;
        }
        var initialized = RestartRules.IsInitialized(plan.Pod, plan.Status);
        // Whether the container at hand was passed already.
        var passed = initialized;
        for (var index = containers.Count - 1; index >= 0; index--)
        {
            var container = containers[index];
            var instance = plan.Status.Latest(container.Name);
            if (instance is null)
            {
                if (passed && container.IsSidecar())
                {
                    plan.InitContainers.Add(container);
                }
                continue;
            }
            if (passed && !container.IsSidecar())
            {
                continue;
            }
            switch (instance.State)
            {
                case Cri.ContainerState.ContainerRunning when container.IsSidecar():
                    if (LookAtSidecar(plan, container, instance, passed))
                    {
                        if (index == containers.Count - 1)
                        {
                            initialized = true;
                        }
                        else if (!passed)
                        {
                            plan.InitContainers.Add(containers[index + 1]);
                        }
                    }
                    break;
                case Cri.ContainerState.ContainerRunning:
                    break;
                case Cri.ContainerState.ContainerExited when container.IsSidecar():
                    plan.InitContainers.Add(container);
                    break;
                case Cri.ContainerState.ContainerExited when instance.ExitCode == 0:
                    if (index == containers.Count - 1)
                    {
                        initialized = true;
                    }
                    else
                    {
                        plan.InitContainers.Add(containers[index + 1]);
                    }
                    break;
                case Cri.ContainerState.ContainerExited:
                    if (!RestartRules.AfterExit(plan.Pod, container, instance.ExitCode) && plan.Pod.Spec.RestartPolicy == Api.Core.V1.RestartPolicy.Never)
                    {
                        plan.KillPod = true;
                        plan.InitContainers.Clear();
                        return false;
                    }
                    plan.InitContainers.Add(container);
                    break;
                default:
                    plan.Kill(instance, container, KillReason.Unspecified, "Init container is in an unknown state, try killing it before restart");
                    plan.InitContainers.Add(container);
                    break;
            }
            passed = true;
        }
        if (!passed)
        {
            plan.InitContainers.Add(containers[0]);
        }
        plan.InitContainers.Reverse();
        return initialized;
    }

    /// <returns>Whether the sidecar has started, so that what follows it may.</returns>
    private static bool LookAtSidecar(PodPlanner.Builder plan, Container container, Cri.ContainerStatus instance, bool passed)
    {
        if (container.StartupProbe is not null && plan.Probe(instance, ProbeKind.Startup) is var startup and not ProbeResult.Success)
        {
            if (startup == ProbeResult.Failure)
            {
                Restart(KillReason.StartupProbe, $"Init container {container.Name} failed startup probe");
            }
            return passed;
        }
        if (plan.Probe(instance, ProbeKind.Liveness) == ProbeResult.Failure)
        {
            Restart(KillReason.LivenessProbe, $"Init container {container.Name} failed liveness probe");
        }
        return true;

        void Restart(KillReason reason, string message)
        {
            plan.Kill(instance, container, reason, message);
            plan.InitContainers.Add(container);
        }
    }
}
