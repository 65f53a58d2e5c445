using KubeSharp.Api;
using KubeSharp.Api.Apidiscovery.V2;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>Discovery in one document (KEP-3352).</summary>
internal static class AggregatedDocument
{
    /// <param name="groups">The core group for /api, all others for /apis.</param>
    public static APIGroupDiscoveryList Make(IEnumerable<DiscoveredGroup> groups) => new() { Items = [.. groups.Select(Group)] };

    private static APIGroupDiscovery Group(DiscoveredGroup group) => new()
    {
        Metadata = new ObjectMeta { Name = group.Name },
        Versions = [.. group.Versions.Select(Version)],
    };

    private static APIVersionDiscovery Version(DiscoveredVersion version) => new()
    {
        Version = version.Name,
        Resources = [.. version.Resources.Select(Resource)],
        Freshness = "Current",
    };

    private static APIResourceDiscovery Resource(ResourceEndpoint endpoint)
    {
        var resource = endpoint.Resource;
        return new APIResourceDiscovery
        {
            Resource = resource.Name,
            ResponseKind = new GroupVersionKind { Group = resource.Group, Version = resource.Version, Kind = resource.Kind },
            Scope = resource.Namespaced ? "Namespaced" : "Cluster",
            SingularResource = resource.Singular,
            Verbs = resource.Verbs,
            ShortNames = resource.ShortNames,
            Categories = resource.Categories,
            Subresources = [.. resource.Subresources.OrderBy(subresource => subresource.Name, StringComparer.Ordinal).Select(Subresource)],
        };
    }

    private static APISubresourceDiscovery Subresource(ApiSubresource subresource) => new()
    {
        Subresource = subresource.Name,
        ResponseKind = new GroupVersionKind { Group = subresource.Group, Version = subresource.Version, Kind = subresource.Kind },
        Verbs = subresource.Verbs,
    };
}
