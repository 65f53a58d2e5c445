using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>Discovery document by document: /api, /apis, /apis/GROUP, and the resources of a group version.</summary>
internal static class LegacyDocuments
{
    public static APIVersions Versions(DiscoverySource source, string serverAddress) => new()
    {
        Versions = [.. (source.Find("")?.Versions ?? []).Select(version => version.Name)],
        ServerAddressByClientCIDRs = [new ServerAddressByClientCIDR { ClientCIDR = "0.0.0.0/0", ServerAddress = serverAddress }],
    };

    public static APIGroup Group(DiscoveredGroup group)
    {
        var versions = group.Versions
            .Select(version => new GroupVersionForDiscovery { GroupVersion = group.Name + "/" + version.Name, Version = version.Name })
            .ToArray();
        return new APIGroup { Name = group.Name, Versions = [.. versions], PreferredVersion = versions[0] };
    }

    public static APIResourceList Resources(string group, DiscoveredVersion version) => new()
    {
        GroupVersion = group.Length == 0 ? version.Name : group + "/" + version.Name,
        APIResources = [.. version.Resources.SelectMany(WithSubresources)],
    };

    private static IEnumerable<APIResource> WithSubresources(ResourceEndpoint endpoint)
    {
        var resource = endpoint.Resource;
        yield return new APIResource
        {
            Name = resource.Name,
            SingularName = resource.Singular,
            Namespaced = resource.Namespaced,
            Kind = resource.Kind,
            Verbs = resource.Verbs,
            ShortNames = resource.ShortNames,
            Categories = resource.Categories,
            StorageVersionHash = endpoint.IsStored ? StorageVersionHash.Of(endpoint.Store.Resource.Codec.StoredType) : "",
        };
        foreach (var subresource in resource.Subresources.OrderBy(subresource => subresource.Name, StringComparer.Ordinal))
        {
            var foreign = subresource.Group != resource.Group || subresource.Version != resource.Version;
            yield return new APIResource
            {
                Name = resource.Name + "/" + subresource.Name,
                Namespaced = resource.Namespaced,
                Group = foreign ? subresource.Group : "",
                Version = foreign ? subresource.Version : "",
                Kind = subresource.Kind,
                Verbs = subresource.Verbs,
            };
        }
    }
}
