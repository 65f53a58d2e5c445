using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers.Lists;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>Reads one object.</summary>
internal static class GetHandler
{
    /// <param name="resourceVersion">"" for the newest state, "0" for whatever the cache has, else at least this revision.</param>
    /// <exception cref="ApiException">404; 422 for a malformed revision.</exception>
    public static async ValueTask<Entry> GetAsync(
        ResourceEndpoint endpoint, string ns, string name, string resourceVersion, CancellationToken cancellationToken)
    {
        var scope = endpoint.Resource.Namespaced ? ns : "";
        var at = resourceVersion.Length == 0 ? ListAt.Latest
            : ListOptionsRules.Revision(resourceVersion) is var revision and > 0 ? ListAt.NotOlderThan(revision)
            : ListAt.Any;
        return await endpoint.Store.GetAsync(scope, name, at, cancellationToken).ConfigureAwait(false)
            ?? throw ApiErrors.NotFound(endpoint.Resource, name);
    }
}
