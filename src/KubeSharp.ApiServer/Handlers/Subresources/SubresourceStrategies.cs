using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Subresources;

/// <summary>Finds the rules of a subresource that updates the object itself.</summary>
internal static class SubresourceStrategies
{
    /// <summary>Null where the subresource is something else.</summary>
    public static SubresourceStrategy? Find(ResourceEndpoint endpoint, string subresource) =>
        !endpoint.HasSubresource(subresource) ? null
        : endpoint.Strategy.Subresource(subresource) is { } own ? own
        : subresource == "status" ? new StatusStrategy(endpoint.Strategy)
        : null;
}
