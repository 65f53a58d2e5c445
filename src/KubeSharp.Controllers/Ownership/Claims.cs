using KubeSharp.Api;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Ownership;

/// <summary>
/// Decides which objects belong to a controller object: it adopts orphans that match its selector and releases what no longer does.
/// </summary>
/// <param name="client">Patches the objects.</param>
/// <param name="owner">The controller object, from the cache.</param>
/// <param name="finalizer">A finalizer that goes with ownership, or null.</param>
internal sealed class Claims<T>(KubeClient client, ApiObject owner, string? finalizer = null)
    where T : ApiObject, IApiKind<T>
{
    private bool? _mayAdopt;

    /// <param name="candidates">Objects of the owner's namespace.</param>
    /// <param name="matches">The owner's selector, and whatever else it wants of orphans.</param>
    /// <param name="readOwner">Reads the owner from the server: a cached one may be gone already, and must not adopt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<List<T>> ClaimAsync(
        IEnumerable<T> candidates,
        Func<T, bool> matches,
        Func<CancellationToken, ValueTask<ApiObject?>> readOwner,
        CancellationToken cancellationToken)
    {
        List<T> claimed = [];
        foreach (var candidate in candidates)
        {
            if (await ClaimAsync(candidate, matches, readOwner, cancellationToken).ConfigureAwait(false) is { } mine)
            {
                claimed.Add(mine);
            }
        }

        return claimed;
    }

    private async ValueTask<T?> ClaimAsync(
        T candidate,
        Func<T, bool> matches,
        Func<CancellationToken, ValueTask<ApiObject?>> readOwner,
        CancellationToken cancellationToken)
    {
        var metadata = candidate.Metadata;
        if (ControllerRefs.Of(candidate) is { } reference)
        {
            if (reference.UID != owner.Metadata.UID)
            {
                return null;
            }

            if (matches(candidate))
            {
                return candidate;
            }

            if (owner.Metadata.DeletionTimestamp is null)
            {
                await PatchAsync(candidate, OwnerPatches.Release(candidate, owner.Metadata.UID, finalizer), cancellationToken).ConfigureAwait(false);
            }

            return null;
        }

        if (owner.Metadata.DeletionTimestamp is not null || metadata.DeletionTimestamp is not null || !matches(candidate))
        {
            return null;
        }

        _mayAdopt ??= await readOwner(cancellationToken).ConfigureAwait(false) is { } fresh
            && fresh.Metadata.UID == owner.Metadata.UID
            && fresh.Metadata.DeletionTimestamp is null;
        return _mayAdopt.Value
            ? await PatchAsync(candidate, OwnerPatches.Adopt(candidate, ControllerRefs.To(owner), finalizer), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Null if the object is gone, or was replaced by another of its name.</summary>
    private async ValueTask<T?> PatchAsync(T value, byte[] patch, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PatchAsync<T>(
                value.Metadata.Namespace,
                value.Metadata.Name,
                PatchType.Strategic,
                patch,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException error) when (error.IsNotFound || error.IsInvalid)
        {
            return null;
        }
    }
}
