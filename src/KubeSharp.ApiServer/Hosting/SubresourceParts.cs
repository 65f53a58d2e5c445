using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Pods;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>The handlers of subresources that have bodies of their own.</summary>
internal static class SubresourceParts
{
    public static void Add(ApiServerParts parts, ServerEnvironment environment, ResourceEndpoints endpoints, DeleteHandler deletes)
    {
        var binding = new BindingHandler(environment.Objects);
        parts.Subresources.TryAdd(("", "pods", "binding"), binding);
        parts.Subresources.TryAdd(("", "bindings", ""), binding);
        parts.Subresources.TryAdd(("", "pods", "eviction"), new EvictionHandler(environment.Objects, DeletePodAsync));

        async ValueTask DeletePodAsync(RequestContext context, string ns, string name, DeleteOptions options, CancellationToken cancellationToken) =>
            await deletes.DeleteAsync(context, endpoints.Find("", "v1", "pods")!, ns, name, options, cancellationToken).ConfigureAwait(false);
    }
}
