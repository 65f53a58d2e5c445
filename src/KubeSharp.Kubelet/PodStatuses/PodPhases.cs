using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>A pod's phase, from the states of its containers.</summary>
internal static class PodPhases
{
    public static string Of(Pod pod, ApiList<ContainerStatus> init, ApiList<ContainerStatus> apps, bool terminated)
    {
        var spec = pod.Spec;
        var (pending, failed) = Initialization(spec, init);
        if (failed && spec.RestartPolicy == RestartPolicy.Never)
        {
            return PodPhase.PodFailed;
        }
        int running = 0, waiting = 0, stopped = 0, succeeded = 0, unknown = 0;
        foreach (var container in spec.Containers)
        {
            var status = apps.FindStatus(container.Name);
            if (status is null)
            {
                unknown++;
            }
            else if (status.State.Running is not null)
            {
                running++;
            }
            else if (status.State.Terminated is { } ended)
            {
                stopped++;
                succeeded += ended.ExitCode == 0 ? 1 : 0;
            }
            else if (status.LastTerminationState.Terminated is not null)
            {
                stopped++;
            }
            else
            {
                waiting++;
            }
        }
        if (terminated && stopped == 0 && running == 0)
        {
            // It was ended before any of its containers ran.
            return PodPhase.PodFailed;
        }
        if (pending && !terminated)
        {
            return PodPhase.PodPending;
        }
        if (waiting > 0 && !terminated)
        {
            return PodPhase.PodPending;
        }
        if (running > 0 && unknown == 0)
        {
            return PodPhase.PodRunning;
        }
        if (running == 0 && stopped > 0 && unknown == 0)
        {
            if (terminated)
            {
                return stopped == succeeded && waiting == 0 ? PodPhase.PodSucceeded : PodPhase.PodFailed;
            }
            if (MayRestart(spec, apps))
            {
                return PodPhase.PodRunning;
            }
            return stopped == succeeded ? PodPhase.PodSucceeded : PodPhase.PodFailed;
        }
        return PodPhase.PodPending;
    }

    private static bool MayRestart(PodSpec spec, ApiList<ContainerStatus> apps)
    {
        foreach (var container in spec.Containers)
        {
            if (apps.FindStatus(container.Name) is not { } status)
            {
                continue;
            }
            var ended = status.State.Terminated ?? status.LastTerminationState.Terminated;
            if (status.State.Waiting is not null || (ended is not null && Runtime.RestartRules.AfterExit(new Pod { Spec = spec }, container, ended.ExitCode)))
            {
                return true;
            }
        }
        return false;
    }

    private static (bool Pending, bool Failed) Initialization(PodSpec spec, ApiList<ContainerStatus> statuses)
    {
        bool pending = false, failed = false;
        foreach (var container in spec.InitContainers)
        {
            var status = statuses.FindStatus(container.Name);
            if (container.IsSidecar())
            {
                pending |= status is not { Started: true } && status?.State.Terminated is null && status?.LastTerminationState.Terminated is null;
                continue;
            }
            var ended = status?.State.Terminated ?? (status?.State.Waiting is not null ? status.LastTerminationState.Terminated : null);
            if (ended is null)
            {
                pending = true;
            }
            else if (ended.ExitCode != 0)
            {
                pending |= spec.RestartPolicy != RestartPolicy.Never;
                failed = true;
            }
        }
        return (pending, failed);
    }
}
