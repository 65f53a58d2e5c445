using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>
/// One step of a rolling update. Without surge old daemons are deleted, as many as may be unavailable, and new ones follow in the next round;
/// with surge new ones are created beside the old ones. Pure.
/// </summary>
internal static class DaemonRollingUpdate
{
    public static (List<string> Create, List<Pod> Delete) Step(DaemonView view)
    {
        var desired = view.Nodes.Count(static entry => entry.Fit.ShouldRun);
        var (surge, unavailable) = (view.MaxSurge(desired), view.MaxUnavailable(desired));
        return surge > 0 ? ([.. Surge(view, surge, out var replaced)], replaced) : ([], Replace(view, desired > 0 ? Math.Max(1, unavailable) : unavailable));
    }

    /// <summary>The nodes that take part: those that should have a daemon, and those that have one.</summary>
    private static IEnumerable<string> NodesOf(DaemonView view) =>
        view.Pods.Keys.Union(view.Nodes.Where(static entry => entry.Fit.ShouldRun).Select(static entry => entry.Node.Metadata.Name));

    private static List<Pod> Replace(DaemonView view, int maxUnavailable)
    {
        List<Pod> broken = [], candidates = [];
        var unavailable = 0;
        foreach (var node in NodesOf(view))
        {
            if (!TryFind(view, node, out var updated, out var old) || (old is null) == (updated is null))
            {
                // None or too many: the next round mends that.
                unavailable++;
            }
            else if (updated is not null)
            {
                unavailable += view.IsAvailable(updated) ? 0 : 1;
            }
            else if (!view.IsAvailable(old!))
            {
                broken.Add(old!);
                unavailable++;
            }
            else
            {
                candidates.Add(old!);
            }
        }

        return [.. broken, .. candidates.Take(Math.Max(0, maxUnavailable - unavailable))];
    }

    private static IEnumerable<string> Surge(DaemonView view, int maxSurge, out List<Pod> replaced)
    {
        replaced = [];
        List<string> broken = [], candidates = [];
        var surging = 0;
        foreach (var node in NodesOf(view))
        {
            if (!TryFind(view, node, out var updated, out var old))
            {
                surging++;
            }
            else if (old is null)
            {
                // Up to date, or empty, which the next round mends.
            }
            else if (updated is null)
            {
                (view.IsAvailable(old) ? candidates : broken).Add(node);
            }
            else if (view.IsAvailable(updated))
            {
                replaced.Add(old);
            }
            else
            {
                surging++;
            }
        }

        return broken.Concat(candidates.Take(Math.Max(0, maxSurge - surging)));
    }

    /// <summary>The new and the old daemon of a node; false if there are several of a kind.</summary>
    private static bool TryFind(DaemonView view, string node, out Pod? updated, out Pod? old)
    {
        (updated, old) = (null, null);
        foreach (var pod in view.On(node))
        {
            if (pod.IsTerminating())
            {
                continue;
            }

            ref var place = ref view.IsUpdated(pod) ? ref updated : ref old;
            if (place is not null)
            {
                return false;
            }

            place = pod;
        }

        return true;
    }
}
