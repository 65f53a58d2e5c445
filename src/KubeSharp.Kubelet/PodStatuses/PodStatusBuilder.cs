using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Resources;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>A pod's status as it is published. Pure: the same input gives the same status.</summary>
internal static class PodStatusBuilder
{
    public static PodStatus Build(PodStatusInput input)
    {
        var (pod, previous) = (input.Pod, input.Previous);
        var containers = new ContainerStatusBuilder(input);
        var status = new PodStatus
        {
            ObservedGeneration = pod.Metadata.Generation,
            QOSClass = PodQos.Of(pod),
            StartTime = previous.StartTime ?? new Time(input.Now),
            NominatedNodeName = previous.NominatedNodeName,
            Resize = previous.Resize,
            ResourceClaimStatuses = previous.ResourceClaimStatuses,
            NodeAllocatableResourceClaimStatuses = previous.NodeAllocatableResourceClaimStatuses,
            Message = previous.IsTerminal() ? previous.Message : input.Ending?.Message ?? "",
            Reason = previous.IsTerminal() ? previous.Reason : input.Ending?.Reason ?? "",
            InitContainerStatuses = containers.Build(pod.Spec.InitContainers, previous.InitContainerStatuses, init: true),
            ContainerStatuses = containers.Build(pod.Spec.Containers, previous.ContainerStatuses, init: false),
            EphemeralContainerStatuses = containers.Build(
                pod.Spec.EphemeralContainers.Select(static container => container.ToContainer()), previous.EphemeralContainerStatuses, init: false, ephemeral: true),
        };
        status = WithAddresses(input, status);
        status = status with { Phase = Phase(input, status) };
        return status with { Conditions = PodConditions.Of(pod, status, input) };
    }

    /// <summary>Whether the pod's containers have all ended for good, though its sandbox may still be there.</summary>
    public static bool HasFinished(PodStatusInput input, PodStatus status) =>
        !input.Runtime.Containers.Any(static container => container.State == Cri.ContainerState.ContainerRunning)
        && PodPhases.Of(input.Pod, status.InitContainerStatuses, status.ContainerStatuses, terminated: false) is PodPhase.PodSucceeded or PodPhase.PodFailed;

    /// <summary>A pod that has ended stays so; one that the kubelet fails has failed when nothing of it runs.</summary>
    private static string Phase(PodStatusInput input, PodStatus status)
    {
        if (input.Previous.IsTerminal())
        {
            return input.Previous.Phase;
        }
        if (input.Ending is not null && input.Terminated)
        {
            return PodPhase.PodFailed;
        }
        var phase = PodPhases.Of(input.Pod, status.InitContainerStatuses, status.ContainerStatuses, input.Terminated);
        // While anything of it is still to be taken down, an end is not final.
        return phase is PodPhase.PodSucceeded or PodPhase.PodFailed && !input.Terminated
            ? input.Previous.Phase is PodPhase.PodRunning || phase == PodPhase.PodSucceeded ? PodPhase.PodRunning : PodPhase.PodPending
            : phase;
    }

    private static PodStatus WithAddresses(PodStatusInput input, PodStatus status)
    {
        if (input.HostIPs.Count > 0)
        {
            status = status with { HostIP = input.HostIPs[0], HostIPs = [.. input.HostIPs.Select(static address => new HostIP { IP = address })] };
        }
        if (input.Pod.Spec.HostNetwork)
        {
            return status with { PodIP = status.HostIP, PodIPs = [.. input.HostIPs.Select(static address => new PodIP { IP = address })] };
        }
        var addresses = input.Runtime.IPs;
        if (addresses.Count > 0)
        {
            return status with { PodIP = addresses[0], PodIPs = [.. addresses.Select(static address => new PodIP { IP = address })] };
        }
        // An ended sandbox has no address, but the pod's last one says more than none.
        return input.Runtime.Sandboxes.IsEmpty && !input.Terminated ? status : status with { PodIP = input.Previous.PodIP, PodIPs = input.Previous.PodIPs };
    }
}
