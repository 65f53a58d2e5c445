using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>The history of a stateful set: the revision that it is at, and the one that it is on its way to.</summary>
internal sealed class StatefulSetRevisions(RevisionHistory history)
{
    public async ValueTask<StatefulHistory> ResolveAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        var data = RevisionData.Of(set.Spec.Template);
        var all = await history.ListAsync(set, set.Spec.Selector, cancellationToken).ConfigureAwait(false);
        var collisions = set.Status.CollisionCount ?? 0;
        ControllerRevision update;
        if (all.FindLast(revision => RevisionData.IsOf(revision, set.Spec.Template, data)) is { } same)
        {
            update = same == all[^1]
                ? same
                : await history.RenumberAsync(same, RevisionHistory.NextNumber(all), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            (update, var counted) = await history.CreateAsync(
                set, data, set.Spec.Template.Metadata.Labels, set.Metadata.Annotations, RevisionHistory.NextNumber(all), collisions, cancellationToken)
                .ConfigureAwait(false);
            collisions = counted ?? 0;
        }

        // A set that has no current revision yet starts with the one it wants.
        var current = all.Find(revision => revision.Metadata.Name == set.Status.CurrentRevision) ?? update;
        return new StatefulHistory(current, update, all, collisions);
    }

    public ValueTask CleanUpAsync(StatefulSet set, StatefulHistory revisions, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var used = pods.Select(static pod => pod.Revision()).Append(revisions.Current.Metadata.Name).Append(revisions.Update.Metadata.Name).ToHashSet();
        return history.TruncateAsync(revisions.All, revision => used.Contains(revision.Metadata.Name), set.Spec.RevisionHistoryLimit ?? 10, cancellationToken);
    }
}
