using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>Lists a resource from a snapshot of the cache, whole or in pages.</summary>
internal static class ListHandler
{
    private const string TokenExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue " +
        "parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided " +
        "token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was " +
        "returned and now may show up in the list.";

    /// <param name="ns">"" for all namespaces.</param>
    /// <exception cref="ApiException">400, 410 or 422.</exception>
    public static async ValueTask<ListResult> ListAsync(
        ResourceEndpoint endpoint, string ns, ListOptions options, CancellationToken cancellationToken)
    {
        ListOptionsRules.ValidateList(options);
        var filter = EntryFilter.Make(endpoint, options.LabelSelector, options.FieldSelector);
        if (ns.Length == 0 && endpoint.Resource.Namespaced && filter?.Namespace is { Length: > 0 } selected)
        {
            ns = selected;
        }

        var start = default(ContinueToken?);
        if (options.Continue.Length > 0)
        {
            if (options.ResourceVersion is not ("" or "0"))
            {
                throw ApiErrors.BadRequest("specifying resource version is not allowed when using continue");
            }

            start = ContinueToken.Decode(options.Continue);
        }

        var snapshot = await SnapshotAsync(endpoint, ns, At(options, start), start, cancellationToken).ConfigureAwait(false);
        if (filter?.Labels is { } labels)
        {
            snapshot = endpoint.Store.Narrow(snapshot, labels);
        }

        return Collect(
            endpoint.Store.Counts, snapshot, filter, (int)Math.Clamp(options.Limit, 0, int.MaxValue), Inconsistent(start) ? -1 : snapshot.Revision);
    }

    private static bool Inconsistent(ContinueToken? start) => start is { Revision: < 0 };

    private static ListAt At(ListOptions options, ContinueToken? start)
    {
        if (start is { } token)
        {
            return token.Revision < 0 ? ListAt.Latest : ListAt.Exactly(token.Revision);
        }

        if (options.ResourceVersion.Length == 0)
        {
            return ListAt.Latest;
        }

        var revision = ListOptionsRules.Revision(options.ResourceVersion);
        if (revision == 0)
        {
            return ListAt.Any;
        }

        // Without a match, a limit asks for pages of one state: exactly that of the revision (upstream's legacy rule).
        var exact = options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0);
        return exact ? ListAt.Exactly(revision) : ListAt.NotOlderThan(revision);
    }

    private static async ValueTask<ListSnapshot> SnapshotAsync(
        ResourceEndpoint endpoint, string ns, ListAt at, ContinueToken? start, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.Store.ListAsync(ns, at, start?.Start ?? "", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (start is { Revision: > 0 } && e is CompactedException or ApiException { IsGone: true })
        {
            var expired = ApiErrors.Expired(TokenExpired).Status;
            var token = new ContinueToken(-1, start!.Value.Start).Encode();
            throw new ApiException(expired with { Metadata = expired.Metadata with { Continue = token } });
        }
    }

    private static ListResult Collect(ResourceCounts counts, ListSnapshot snapshot, EntryFilter? filter, int limit, long tokenRevision)
    {
        var entries = new List<Entry>(limit > 0 ? Math.Min(limit, 1024) : filter is null ? snapshot.Count : 16);
        var metadata = new ListMeta { ResourceVersion = snapshot.Revision.ToString(CultureInfo.InvariantCulture) };
        var fetched = 0;
        foreach (var entry in snapshot)
        {
            fetched++;
            if (filter is not null && !filter.Matches(entry))
            {
                continue;
            }

            if (limit > 0 && entries.Count == limit)
            {
                var last = entries[^1];
                counts.Listed(fetched, entries.Count);
                return new ListResult(
                    metadata with
                    {
                        Continue = new ContinueToken(tokenRevision, ListSnapshot.ContinueAfter(last)).Encode(),
                        RemainingItemCount = filter is null ? snapshot.CountAfter(last) : null,
                    },
                    entries);
            }

            entries.Add(entry);
        }

        counts.Listed(fetched, entries.Count);
        return new ListResult(metadata, entries);
    }
}
