using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// Shows an object in the versions in which its managers have written: what they own are fields of those, and versions may differ in everything.
/// </summary>
internal sealed class FieldVersions(ResourceEndpoints endpoints)
{
    /// <summary>The object in another version; null where that is not served any more.</summary>
    /// <exception cref="ApiException">500: a conversion webhook has failed.</exception>
    public async ValueTask<ApiObject?> ConvertAsync(ApiResource resource, ApiObject value, string apiVersion, CancellationToken cancellationToken)
    {
        if (value.ApiType.ApiVersion == apiVersion)
        {
            return value;
        }

        if (Find(resource, apiVersion) is not { } target)
        {
            return null;
        }

        if (target.Converter is IStoreConverter converter)
        {
            await converter.PrepareAsync([value], cancellationToken).ConfigureAwait(false);
            return converter.ToServed(value);
        }

        // Without a webhook the versions of a custom resource have the same fields.
        return target.IsCustom ? value : target.ToServed(Find(resource, value.ApiType.ApiVersion)?.ToStored(value) ?? value);
    }

    /// <param name="own">The change in the version of the request.</param>
    /// <param name="old">The object before; null for a new one.</param>
    /// <param name="next">The object after.</param>
    /// <param name="versions">The other versions that managers have written in.</param>
    /// <param name="request">The resource and the subresource.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    /// <exception cref="ApiException">500: a conversion webhook has failed.</exception>
    public async ValueTask<FieldChanges> ChangesAsync(
        FieldChange own, ApiObject? old, ApiObject next, IEnumerable<string> versions, (ApiResource Resource, string Subresource) request, CancellationToken cancellationToken)
    {
        var others = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            var before = old is null ? null : await ConvertAsync(request.Resource, old, version, cancellationToken).ConfigureAwait(false);
            var after = await ConvertAsync(request.Resource, next, version, cancellationToken).ConfigureAwait(false);
            if (after is not null)
            {
                others.Add(version, FieldChange.Between(before, after, request.Resource, request.Subresource));
            }
        }

        return new FieldChanges(next.ApiType.ApiVersion, own, others);
    }

    private ResourceEndpoint? Find(ApiResource resource, string apiVersion)
    {
        var slash = apiVersion.IndexOf('/');
        return endpoints.Find(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], resource.Name);
    }
}
