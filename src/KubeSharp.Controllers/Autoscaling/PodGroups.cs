using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>Which pods' samples can be trusted.</summary>
/// <param name="Ready">How many there are whose sample counts.</param>
/// <param name="Unready">Those that are starting: their samples say nothing yet.</param>
/// <param name="Missing">Those without a sample.</param>
/// <param name="Ignored">Those that are going or failed.</param>
internal sealed record PodGroups(int Ready, HashSet<string> Unready, HashSet<string> Missing, HashSet<string> Ignored)
{
    /// <param name="pods">The pods.</param>
    /// <param name="samples">Their samples, by name.</param>
    /// <param name="isCpu">Pods use much CPU while they start, so that samples of that time are left out.</param>
    /// <param name="options">How long starting may take.</param>
    /// <param name="now">When this is.</param>
    public static PodGroups Of(
        IEnumerable<Pod> pods, IReadOnlyDictionary<string, PodSample> samples, bool isCpu, ControllerManagerOptions options, DateTimeOffset now)
    {
        var ready = 0;
        HashSet<string> unready = [], missing = [], ignored = [];
        foreach (var pod in pods)
        {
            var name = pod.Metadata.Name;
            if (pod.IsTerminating() || pod.Status.Phase == PodPhase.PodFailed)
            {
                ignored.Add(name);
            }
            else if (pod.Status.Phase == PodPhase.PodPending)
            {
                unready.Add(name);
            }
            else if (!samples.TryGetValue(name, out var sample))
            {
                missing.Add(name);
            }
            else if (isCpu && IsStarting(pod, sample, options, now))
            {
                unready.Add(name);
            }
            else
            {
                ready++;
            }
        }

        return new PodGroups(ready, unready, missing, ignored);
    }

    private static bool IsStarting(Pod pod, PodSample sample, ControllerManagerOptions options, DateTimeOffset now)
    {
        if (pod.Condition(PodConditionType.PodReady) is not { } condition || pod.Status.StartTime is not { } started)
        {
            return true;
        }

        var isUnready = condition.Status == ConditionStatus.ConditionFalse;
        var since = condition.LastTransitionTime.Value;
        return started.Value + options.AutoscalerCpuInitializationPeriod > now
            ? isUnready || sample.Timestamp < since + sample.Window
            : isUnready && started.Value + options.AutoscalerInitialReadinessDelay > since;
    }
}
