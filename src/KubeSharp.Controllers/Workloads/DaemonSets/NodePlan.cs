using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Events;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>What has to be done for every node to have the daemon that it should have: pure, but for events and the back-off.</summary>
internal sealed class NodePlan(IEventRecorder events, FailedPodBackoff backoff)
{
    /// <summary>Plans for all nodes.</summary>
    /// <param name="view">The world.</param>
    /// <param name="later">Told how long a failed pod has to wait for its replacement.</param>
    public (List<string> Create, List<Pod> Delete) Make(DaemonView view, Action<TimeSpan> later)
    {
        List<string> create = [];
        List<Pod> delete = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var (node, fit) in view.Nodes)
        {
            var name = node.Metadata.Name;
            known.Add(name);
            var pods = view.On(name);
            if (fit.ShouldRun && pods.Count == 0)
            {
                create.Add(name);
            }
            else if (fit.ShouldContinue)
            {
                delete.AddRange(Surplus(view, Living(view, name, pods, delete, later)));
            }
            else
            {
                delete.AddRange(pods.Where(static pod => !pod.IsTerminating()));
            }
        }

        // Pods that wait for a node which is gone would wait for ever.
        foreach (var (node, pods) in view.Pods)
        {
            if (!known.Contains(node))
            {
                delete.AddRange(pods.Where(static pod => pod.Spec.NodeName.Length == 0 && !pod.IsTerminating()));
            }
        }

        return (create, delete);
    }

    /// <summary>The daemons of a node that are neither going nor over; those that are over go.</summary>
    private List<Pod> Living(DaemonView view, string node, IReadOnlyList<Pod> pods, List<Pod> delete, Action<TimeSpan> later)
    {
        List<Pod> living = [];
        foreach (var pod in pods)
        {
            if (pod.IsTerminating())
            {
                continue;
            }

            var name = $"{pod.Metadata.Namespace}/{pod.Metadata.Name}";
            if (pod.Status.Phase == PodPhase.PodFailed)
            {
                if (backoff.Wait(view.Set, node) is { } wait)
                {
                    later(wait);
                    continue;
                }

                events.Record(view.Set, "Warning", "FailedDaemonPod", $"Found failed daemon pod {name} on node {node}, will try to kill it");
                delete.Add(pod);
            }
            else if (pod.Status.Phase == PodPhase.PodSucceeded)
            {
                events.Record(view.Set, "Normal", "SucceededDaemonPod", $"Found succeeded daemon pod {name} on node {node}, will try to delete it");
                delete.Add(pod);
            }
            else
            {
                living.Add(pod);
            }
        }

        return living;
    }

    /// <summary>One daemon is enough; while surging, an old and a new one until the new one can take over.</summary>
    private static IEnumerable<Pod> Surplus(DaemonView view, List<Pod> living)
    {
        if (!view.AllowsSurge || living.Count <= 1)
        {
            return living.Skip(1);
        }

        var updated = living.Find(view.IsUpdated);
        var old = living.Find(pod => !view.IsUpdated(pod));
        var surplus = living.Where(pod => pod != updated && pod != old);
        return updated is not null && old is not null && (!old.IsReady() || view.IsAvailable(updated)) ? surplus.Append(old) : surplus;
    }
}
