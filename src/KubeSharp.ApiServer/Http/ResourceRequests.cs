using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Http.Verbs;
using KubeSharp.ApiServer.Http.Watches;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Serves the verbs of resources over HTTP: decodes, calls the handler, encodes.</summary>
internal sealed class ResourceRequests(
    WriteRequests writes, DeleteRequests deletes, WatchRequests watches, SubresourceRequests subresources, UnstoredRequests unstored)
{
    public ValueTask HandleAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var endpoint = call.Endpoint;
        var info = call.Info;
        if (!ScopeRules.Allows(endpoint.Resource, info))
        {
            throw ApiErrors.PathNotFound();
        }

        if (info.Subresource.Length > 0)
        {
            return subresources.HandleAsync(call, cancellationToken);
        }

        if (!endpoint.Allows(info.Verb, "") || ScopeRules.NeedsMore(endpoint.Resource, info))
        {
            throw ApiErrors.MethodNotAllowed();
        }

        if (!endpoint.IsStored)
        {
            return unstored.Has(endpoint.Resource) ? unstored.HandleAsync(call, cancellationToken) : subresources.HandleAsync(call, cancellationToken);
        }

        return info.Verb switch
        {
            "get" => GetAsync(call, cancellationToken),
            "list" => ListAsync(call, cancellationToken),
            "watch" => watches.HandleAsync(call, cancellationToken),
            "create" => writes.CreateAsync(call, cancellationToken),
            "update" => writes.UpdateAsync(call, null, cancellationToken),
            "patch" => writes.PatchAsync(call, null, cancellationToken),
            "delete" => deletes.DeleteAsync(call, cancellationToken),
            _ => deletes.DeleteCollectionAsync(call, cancellationToken),
        };
    }

    /// <summary>Also serves the GET of subresources that are the object itself.</summary>
    public static async ValueTask GetAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfObject);
        var info = call.Info;
        var version = call.Query.Count == 0 ? "" : call.Query["resourceVersion"];
        var entry = await GetHandler.GetAsync(call.Endpoint, call.Namespace, info.Name, version, cancellationToken).ConfigureAwait(false);
        await EntryResponse.WriteAsync(call, format, StatusCodes.Status200OK, entry, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask ListAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfList);
        var list = await ListHandler
            .ListAsync(call.Endpoint, call.Namespace, OptionsReader.List(call.Query), cancellationToken).ConfigureAwait(false);
        await ListResponse.WriteAsync(call, format, list, cancellationToken).ConfigureAwait(false);
    }
}
