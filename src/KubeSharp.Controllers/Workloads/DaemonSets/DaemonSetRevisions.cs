using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>The history of a daemon set: which revision is current, and how many old ones are kept.</summary>
internal sealed class DaemonSetRevisions(KubeClient client, RevisionHistory history)
{
    /// <summary>Finds or makes the revision of the set's template.</summary>
    /// <returns>It, the others by number, and the count of collisions.</returns>
    public async ValueTask<(ControllerRevision Current, List<ControllerRevision> Old, int? Collisions)> ResolveAsync(
        DaemonSet set,
        IReadOnlyList<Pod> pods,
        CancellationToken cancellationToken)
    {
        var data = RevisionData.Of(set.Spec.Template);
        var all = await history.ListAsync(set, set.Spec.Selector, cancellationToken).ConfigureAwait(false);
        var current = all.FindAll(revision => RevisionData.IsOf(revision, set.Spec.Template, data));
        var old = all.FindAll(revision => !current.Contains(revision));
        var number = RevisionHistory.NextNumber(old);
        if (current.Count == 0)
        {
            var (created, collisions) = await history.CreateAsync(
                set, data, set.Spec.Template.Metadata.Labels, set.Metadata.Annotations, number, set.Status.CollisionCount, cancellationToken).ConfigureAwait(false);
            return (created, old, collisions);
        }

        var kept = await MergeAsync(current, pods, cancellationToken).ConfigureAwait(false);
        return (kept.Revision < number ? await history.RenumberAsync(kept, number, cancellationToken).ConfigureAwait(false) : kept, old, set.Status.CollisionCount);
    }

    public ValueTask CleanUpAsync(DaemonSet set, IReadOnlyList<ControllerRevision> old, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var used = pods.Select(static pod => pod.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel)).ToHashSet();
        return history.TruncateAsync(
            old,
            revision => used.Contains(revision.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel)),
            set.Spec.RevisionHistoryLimit ?? 10,
            cancellationToken);
    }

    /// <summary>Of several revisions of the same template the last one stays, and the pods of the others become its own.</summary>
    private async ValueTask<ControllerRevision> MergeAsync(List<ControllerRevision> same, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var kept = same[^1];
        var hash = kept.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel) ?? "";
        foreach (var extra in same.SkipLast(1))
        {
            var label = extra.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel);
            foreach (var pod in pods.Where(pod => pod.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel) == label))
            {
                var patch = Encoding.UTF8.GetBytes(
                    "{\"metadata\":{\"uid\":\"" + pod.Metadata.UID + "\",\"labels\":{\"" + DaemonPodTemplate.HashLabel + "\":\"" + hash + "\"}}}");
                await client.PatchAsync<Pod>(
                    pod.Metadata.Namespace, pod.Metadata.Name, PatchType.Strategic, patch, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await history.DeleteAsync(extra, cancellationToken).ConfigureAwait(false);
        }

        return kept;
    }
}
