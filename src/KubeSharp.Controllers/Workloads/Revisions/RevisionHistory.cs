using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Revisions;

/// <summary>The ControllerRevisions of an object: the history of its pod template, which rollbacks choose from.</summary>
/// <param name="client">Writes the revisions.</param>
/// <param name="revisions">The revisions that the informer knows.</param>
/// <param name="hashLabel">The label under which a revision carries its hash.</param>
internal sealed class RevisionHistory(KubeClient client, Store<ControllerRevision> revisions, string hashLabel)
{
    /// <summary>The revisions of the owner, adopted if need be, by number.</summary>
    public async ValueTask<List<ControllerRevision>> ListAsync<TOwner>(TOwner owner, LabelSelector? selector, CancellationToken cancellationToken)
        where TOwner : ApiObject, IApiKind<TOwner>
    {
        var claimed = await new Claims<ControllerRevision>(client, owner).ClaimAsync(
            revisions.List(owner.Metadata.Namespace),
            revision => LabelSelectors.Matches(selector, revision.Metadata.Labels),
            async token => await client.FindAsync<TOwner>(owner.Metadata.Namespace, owner.Metadata.Name, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return [.. claimed
            .OrderBy(static revision => revision.Revision)
            .ThenBy(static revision => revision.Metadata.CreationTimestamp)
            .ThenBy(static revision => revision.Metadata.Name, StringComparer.Ordinal)];
    }

    public static long NextNumber(IReadOnlyCollection<ControllerRevision> history) =>
        history.Count == 0 ? 1 : history.Max(static revision => revision.Revision) + 1;

    /// <summary>
    /// Stores a revision under a name that follows from its data. Should another with this name hold other data, the count of collisions
    /// goes up and the name changes.
    /// </summary>
    /// <returns>The revision as stored, and the count of collisions to keep in the owner's status.</returns>
    public async ValueTask<(ControllerRevision Revision, int? Collisions)> CreateAsync(
        ApiObject owner,
        RawJson data,
        ApiMap<string> labels,
        ApiMap<string> annotations,
        long number,
        int? collisions,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var hash = PodTemplateHash.Of(data.Span, collisions);
            var revision = new ControllerRevision
            {
                Metadata = new ObjectMeta
                {
                    Namespace = owner.Metadata.Namespace,
                    Name = $"{owner.Metadata.Name}-{hash}",
                    Labels = labels.Set(hashLabel, hash),
                    Annotations = annotations,
                    OwnerReferences = [ControllerRefs.To(owner)],
                },
                Data = data,
                Revision = number,
            };
            try
            {
                return (await client.CreateAsync(revision, cancellationToken: cancellationToken).ConfigureAwait(false), collisions);
            }
            catch (ApiException taken) when (taken.IsAlreadyExists)
            {
                var present = await client.GetAsync<ControllerRevision>(
                    revision.Metadata.Namespace, revision.Metadata.Name, cancellationToken).ConfigureAwait(false);
                if (present.Data == data && ControllerRefs.IsControlledBy(present, owner))
                {
                    return (present, collisions);
                }

                collisions = (collisions ?? 0) + 1;
            }
        }
    }

    /// <summary>Gives an old revision a new number: what it holds is current again.</summary>
    public async ValueTask<ControllerRevision> RenumberAsync(ControllerRevision revision, long number, CancellationToken cancellationToken) =>
        revision.Revision == number
            ? revision
            : await client.UpdateAsync(revision with { Revision = number }, cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes the oldest of the revisions that nothing uses, but for <paramref name="limit"/> of them.</summary>
    public async ValueTask TruncateAsync(
        IReadOnlyList<ControllerRevision> history,
        Func<ControllerRevision, bool> isUsed,
        int limit,
        CancellationToken cancellationToken)
    {
        if (limit < 0)
        {
            return;
        }

        var unused = history.Where(revision => !isUsed(revision)).OrderBy(static revision => revision.Revision).ToList();
        foreach (var revision in unused.Take(Math.Max(0, unused.Count - limit)))
        {
            await DeleteAsync(revision, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DeleteAsync(ControllerRevision revision, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<ControllerRevision>(
                revision.Metadata.Namespace, revision.Metadata.Name, Deletions.Exactly(revision), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // That is what was wanted.
        }
    }
}
