using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>The state of a pod in one word and a few numbers, as <c>kubectl get pods</c> shows it.</summary>
internal sealed class PodSummary
{
    private int _sidecarRestarts;
    private Time _lastSidecarRestart;

    public string Reason { get; private set; } = "";

    public int Ready { get; private set; }

    public int Total { get; private set; }

    public int Restarts { get; private set; }

    public Time LastRestart { get; private set; }

    public static PodSummary Of(Pod pod)
    {
        var summary = new PodSummary
        {
            Reason = pod.Status.Reason.Length > 0 ? pod.Status.Reason : pod.Status.Phase,
            Total = pod.Spec.Containers.Count,
        };
        foreach (var container in pod.Spec.InitContainers)
        {
            summary.Total += PodContainers.IsSidecar(container) ? 1 : 0;
        }

        if (pod.Status.Conditions.FindIndex(static c => c is { Type: "PodScheduled", Reason: "SchedulingGated" }) >= 0)
        {
            summary.Reason = "SchedulingGated";
        }

        var initializing = summary.AddInitContainers(pod);
        if (!initializing || HasCondition(pod, "Initialized"))
        {
            summary.AddContainers(pod);
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            if (pod.Status.Reason == "NodeLost")
            {
                summary.Reason = "Unknown";
            }
            else if (pod.Status.Phase is not ("Succeeded" or "Failed"))
            {
                summary.Reason = "Terminating";
            }
        }

        return summary;
    }

    private static bool HasCondition(Pod pod, string type) => pod.Status.Conditions.FindIndex(c => c.Type == type && c.Status == "True") >= 0;

    /// <returns>Whether an init container still keeps the others from starting.</returns>
    private bool AddInitContainers(Pod pod)
    {
        for (var i = 0; i < pod.Status.InitContainerStatuses.Count; i++)
        {
            var status = pod.Status.InitContainerStatuses[i];
            var sidecar = pod.Spec.InitContainers.FindIndex(c => c.Name == status.Name && PodContainers.IsSidecar(c)) >= 0;
            Restarts += status.RestartCount;
            if (status.LastTerminationState.Terminated is { } last)
            {
                LastRestart = Later(LastRestart, last.FinishedAt);
                _lastSidecarRestart = sidecar ? Later(_lastSidecarRestart, last.FinishedAt) : _lastSidecarRestart;
            }

            _sidecarRestarts += sidecar ? status.RestartCount : 0;
            if (status.State.Terminated is { ExitCode: 0 })
            {
                continue;
            }

            if (sidecar && status.Started is true)
            {
                Ready += status.Ready ? 1 : 0;
                continue;
            }

            if (status.State.Terminated is { } terminated)
            {
                Reason = "Init:" + Describe(terminated);
            }
            else if (status.State.Waiting is { Reason: not ("" or "PodInitializing") } waiting)
            {
                Reason = "Init:" + waiting.Reason;
            }
            else
            {
                Reason = $"Init:{i}/{pod.Spec.InitContainers.Count}";
            }

            return true;
        }

        return false;
    }

    private void AddContainers(Pod pod)
    {
        Restarts = _sidecarRestarts;
        LastRestart = _lastSidecarRestart;
        var running = false;
        for (var i = pod.Status.ContainerStatuses.Count - 1; i >= 0; i--)
        {
            var status = pod.Status.ContainerStatuses[i];
            Restarts += status.RestartCount;
            if (status.LastTerminationState.Terminated is { } last)
            {
                LastRestart = Later(LastRestart, last.FinishedAt);
            }

            if (status.State.Waiting is { Reason.Length: > 0 } waiting)
            {
                Reason = waiting.Reason;
            }
            else if (status.State.Terminated is { } terminated)
            {
                Reason = Describe(terminated);
            }
            else if (status.Ready && status.State.Running is not null)
            {
                running = true;
                Ready++;
            }
        }

        if (Reason == "Completed" && running)
        {
            Reason = HasCondition(pod, "Ready") ? "Running" : "NotReady";
        }
    }

    private static string Describe(ContainerStateTerminated state) =>
        state.Reason.Length > 0 ? state.Reason : state.Signal != 0 ? $"Signal:{state.Signal}" : $"ExitCode:{state.ExitCode}";

    private static Time Later(Time left, Time right) => left < right ? right : left;
}
