using KubeSharp.Api.Apps.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>
/// One step of a rolling update: deletes pods of older revisions from the highest ordinal down to the partition, as many as may be unavailable
/// (KEP-961). They are made anew in the next round.
/// </summary>
internal sealed class StatefulRollingUpdate(StatefulPods pods)
{
    public async ValueTask StepAsync(StatefulView view, CancellationToken cancellationToken)
    {
        if (view.Set.Spec.UpdateStrategy.Type == StatefulSetUpdateStrategyType.OnDeleteStatefulSetStrategyType)
        {
            return;
        }

        foreach (var i in Victims(view))
        {
            await pods.DeleteAsync(view.Set, view.Replicas[i], cancellationToken).ConfigureAwait(false);
            view.Replicas[i] = view.Deleted(view.Replicas[i]);
        }
    }

    /// <summary>The indexes of the pods to replace now.</summary>
    public static List<int> Victims(StatefulView view)
    {
        var atOnce = view.Set.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable?.Scale(view.Replicas.Length, roundUp: false) ?? 1;
        return atOnce <= 1 ? One(view) : Several(view, atOnce);
    }

    private static List<int> One(StatefulView view)
    {
        for (var i = view.Replicas.Length - 1; i >= view.Partition; i--)
        {
            if (IsOld(view, i))
            {
                return [i];
            }

            if (!view.Replicas[i].IsHealthy(view.Set, view.Now))
            {
                return [];
            }
        }

        return [];
    }

    private static List<int> Several(StatefulView view, int atOnce)
    {
        var room = atOnce - view.Replicas.Count(pod => !pod.IsHealthy(view.Set, view.Now));
        List<int> victims = [];
        for (var i = view.Replicas.Length - 1; i >= view.Partition; i--)
        {
            // Replacing what is unavailable anyway makes nothing worse.
            if (IsOld(view, i) && (!view.Replicas[i].IsHealthy(view.Set, view.Now) || room-- > 0))
            {
                victims.Add(i);
            }
        }

        return victims;
    }

    private static bool IsOld(StatefulView view, int i) =>
        view.Replicas[i].Revision() != view.Revisions.Update.Metadata.Name && !view.Replicas[i].IsTerminating();
}
