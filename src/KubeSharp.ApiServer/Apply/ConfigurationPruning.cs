using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Takes out of a merged object what its manager has applied before, applies no more, and nobody else owns.</summary>
internal sealed class ConfigurationPruning(FieldVersions versions)
{
    /// <param name="merged">The object with the new configuration; may be changed.</param>
    /// <param name="type">Its kind and version.</param>
    /// <param name="resource">What it is an object of.</param>
    /// <param name="last">The version and the fields of the configuration before.</param>
    /// <param name="table">Who owns what, with the new configuration.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    public ValueTask<DocObject> PruneAsync(
        DocObject merged, ApiType type, ApiResource resource, (string ApiVersion, FieldSet Fields) last, ManagerTable table, CancellationToken cancellationToken)
    {
        if (last.Fields.IsEmpty)
        {
            return new(merged);
        }

        if (last.ApiVersion == type.ApiVersion && table.OtherVersions(type.ApiVersion).Count == 0)
        {
            ConfigurationMerge.Prune(merged, last.Fields.Except(table.OwnedIn(type.ApiVersion)), Place.Root(type));
            return new(merged);
        }

        return PruneAcrossVersionsAsync(merged, type, resource, last, table, cancellationToken);
    }

    /// <summary>
    /// Fields are removed in the version in which they were applied. What somebody owns in another version, and has gone with them, is put back.
    /// </summary>
    private async ValueTask<DocObject> PruneAcrossVersionsAsync(
        DocObject merged, ApiType type, ApiResource resource, (string ApiVersion, FieldSet Fields) last, ManagerTable table, CancellationToken cancellationToken)
    {
        var whole = TypedDocument.Decode(type, merged);
        if (await versions.ConvertAsync(resource, whole, last.ApiVersion, cancellationToken).ConfigureAwait(false) is not { } then)
        {
            return merged;
        }

        var pruned = Pruned(then, last.Fields.Except(table.OwnedIn(last.ApiVersion)));
        foreach (var version in table.OtherVersions(last.ApiVersion))
        {
            if (await versions.ConvertAsync(resource, whole, version, cancellationToken).ConfigureAwait(false) is not { } before
                || await versions.ConvertAsync(resource, pruned, version, cancellationToken).ConfigureAwait(false) is not { } after)
            {
                continue;
            }

            var gone = OwnedFields.Removed(DocNode.Of(before), DocNode.Of(after), Place.Root(before.ApiType));
            var owned = table.OwnedIn(version);
            if (!gone.Intersect(owned).IsEmpty
                && await versions.ConvertAsync(resource, Pruned(before, gone.Except(owned)), last.ApiVersion, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                pruned = kept;
            }
        }

        var result = await versions.ConvertAsync(resource, pruned, type.ApiVersion, cancellationToken).ConfigureAwait(false);
        return result is null ? merged : DocNode.Of(result);
    }

    private static ApiObject Pruned(ApiObject value, FieldSet dropped)
    {
        var document = DocNode.Of(value);
        ConfigurationMerge.Prune(document, dropped, Place.Root(value.ApiType));
        return TypedDocument.Decode(value.ApiType, document);
    }
}
