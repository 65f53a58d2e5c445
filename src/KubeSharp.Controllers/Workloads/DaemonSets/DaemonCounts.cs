using KubeSharp.Api.Apps.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>The counted part of a daemon set's status.</summary>
internal static class DaemonCounts
{
    public static DaemonSetStatus Of(DaemonView view)
    {
        int desired = 0, current = 0, misscheduled = 0, ready = 0, updated = 0, available = 0;
        foreach (var (node, fit) in view.Nodes)
        {
            var pods = view.On(node.Metadata.Name);
            if (!fit.ShouldRun)
            {
                misscheduled += pods.Count > 0 ? 1 : 0;
                continue;
            }

            desired++;
            if (pods.Count > 0)
            {
                var pod = pods[0];
                current++;
                ready += pod.IsReady() ? 1 : 0;
                available += pod.IsReady() && view.IsAvailable(pod) ? 1 : 0;
                updated += view.IsUpdated(pod) ? 1 : 0;
            }
        }

        return view.Set.Status with
        {
            ObservedGeneration = view.Set.Metadata.Generation,
            DesiredNumberScheduled = desired,
            CurrentNumberScheduled = current,
            NumberMisscheduled = misscheduled,
            NumberReady = ready,
            UpdatedNumberScheduled = updated,
            NumberAvailable = available,
            NumberUnavailable = desired - available,
        };
    }
}
