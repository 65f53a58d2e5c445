using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>The statuses of a pod's containers of one kind.</summary>
internal sealed class ContainerStatusBuilder(PodStatusInput input)
{
    private const string ContainerCreating = "ContainerCreating";
    private const string PodInitializing = "PodInitializing";
    private const string StatusUnknown = "ContainerStatusUnknown";
    private const int KilledExitCode = 137;

    public ApiList<ContainerStatus> Build(IEnumerable<Container> containers, ApiList<ContainerStatus> previous, bool init, bool ephemeral = false) =>
        [.. containers.Select(container => Build(container, previous.FindStatus(container.Name), init, ephemeral))];

    private ContainerStatus Build(Container container, ContainerStatus? previous, bool init, bool ephemeral)
    {
        var defaultReason = !input.Pod.Spec.InitContainers.IsEmpty ? PodInitializing : ContainerCreating;
        var instance = input.Runtime.Latest(container.Name);
        var status = instance is null
            ? WithoutInstance(container, previous, defaultReason)
            : FromInstance(container, instance, previous, defaultReason);
        if (instance is not null && input.Runtime.Previous(container.Name) is { } before)
        {
            status = status with { LastTerminationState = StateOf(before, null, defaultReason) };
        }
        status = Waiting(container, status, instance, init, ephemeral);
        return WithReadiness(container, status, instance, init);
    }

    /// <summary>The runtime has nothing: it was not made yet, or it was removed, of which the last status tells.</summary>
    private ContainerStatus WithoutInstance(Container container, ContainerStatus? previous, string defaultReason)
    {
        var status = new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image,
            State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = defaultReason } },
        };
        if (previous is null)
        {
            return status;
        }
        if (previous.State.Terminated is not null)
        {
            return previous;
        }
        status = status with { RestartCount = previous.RestartCount, LastTerminationState = previous.LastTerminationState };
        if (previous.State.Running is null)
        {
            return status;
        }
        var lost = new ContainerState
        {
            Terminated = new ContainerStateTerminated
            {
                ExitCode = KilledExitCode,
                Reason = StatusUnknown,
                Message = "The container could not be located when the pod was deleted.  The container used to be Running",
                ContainerID = previous.ContainerID,
                StartedAt = previous.State.Running.StartedAt,
            },
        };
        return input.Terminated || input.Pod.Metadata.DeletionTimestamp is not null
            ? status with { State = lost, ContainerID = previous.ContainerID, ImageID = previous.ImageID, Image = previous.Image }
            : status with { LastTerminationState = lost, RestartCount = previous.RestartCount + 1 };
    }

    private ContainerStatus FromInstance(Container container, Cri.ContainerStatus instance, ContainerStatus? previous, string defaultReason)
    {
        var status = new ContainerStatus
        {
            Name = container.Name,
            Image = instance.Image?.Image is { Length: > 0 } image ? image : container.Image,
            ImageID = instance.ImageRef,
            ContainerID = Id(instance),
            RestartCount = (int)instance.Metadata.Attempt,
            State = StateOf(instance, previous, defaultReason),
            LastTerminationState = previous is not null && previous.ContainerID == Id(instance) ? previous.LastTerminationState
                : previous?.State.Terminated is not null ? previous.State
                : previous?.LastTerminationState ?? ContainerState.Empty,
            VolumeMounts =
            [
                .. container.VolumeMounts.Select(static mount => new VolumeMountStatus
                {
                    Name = mount.Name,
                    MountPath = mount.MountPath,
                    ReadOnly = mount.ReadOnly,
                    RecursiveReadOnly = mount.ReadOnly ? mount.RecursiveReadOnly ?? "Disabled" : null,
                }),
            ],
        };
        if (instance.State == Cri.ContainerState.ContainerRunning)
        {
            status = status with { AllocatedResources = container.Resources.Requests, Resources = container.Resources };
        }
        return status;
    }

    private ContainerState StateOf(Cri.ContainerStatus instance, ContainerStatus? previous, string defaultReason)
    {
        switch (instance.State)
        {
            case Cri.ContainerState.ContainerRunning when !input.State.IsStarting(instance.Id):
                return new ContainerState { Running = new ContainerStateRunning { StartedAt = Stamp(instance.StartedAt) } };
            case Cri.ContainerState.ContainerExited:
                return new ContainerState
                {
                    Terminated = new ContainerStateTerminated
                    {
                        ExitCode = instance.ExitCode,
                        Reason = instance.Reason,
                        Message = instance.Message,
                        StartedAt = Stamp(instance.StartedAt),
                        FinishedAt = Stamp(instance.FinishedAt),
                        ContainerID = Id(instance),
                    },
                };
            case Cri.ContainerState.ContainerUnknown when previous?.State.Running is not null:
                return new ContainerState
                {
                    Terminated = new ContainerStateTerminated
                    {
                        ExitCode = KilledExitCode,
                        Reason = StatusUnknown,
                        Message = "The container could not be located when the pod was terminated",
                        ContainerID = Id(instance),
                    },
                };
            default:
                return new ContainerState { Waiting = new ContainerStateWaiting { Reason = defaultReason } };
        }
    }

    /// <summary>A container that is to be started but cannot be shows why.</summary>
    private ContainerStatus Waiting(Container container, ContainerStatus status, Cri.ContainerStatus? instance, bool init, bool ephemeral)
    {
        if (input.Terminated || input.State.WaitingReason(container.Name) is not { } waiting)
        {
            return status;
        }
        var due = ephemeral ? instance is null : RestartRules.ShouldRestart(input.Pod, container, instance);
        if (!due || (init && RestartRules.Succeeded(instance) && !container.IsSidecar()))
        {
            return status;
        }
        return status with
        {
            LastTerminationState = status.State.Terminated is null ? status.LastTerminationState : status.State,
            State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = waiting.Reason, Message = waiting.Message } },
        };
    }

    private ContainerStatus WithReadiness(Container container, ContainerStatus status, Cri.ContainerStatus? instance, bool init)
    {
        if (init && !container.IsSidecar())
        {
            return status with { Ready = status.State.Terminated is { ExitCode: 0 }, Started = status.State.Running is not null };
        }
        var started = status.State.Running is not null && instance is not null
            && (container.StartupProbe is null || input.Probes.Get(instance.Id, ProbeKind.Startup) == ProbeResult.Success);
        var ready = started && (container.ReadinessProbe is null || input.Probes.Get(instance!.Id, ProbeKind.Readiness) == ProbeResult.Success);
        return status with { Started = started, Ready = ready };
    }

    private string Id(Cri.ContainerStatus instance) => $"{input.RuntimeName}://{instance.Id}";

    private static Time Stamp(long nanoseconds) => nanoseconds <= 0 ? default : new Time(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100));
}
