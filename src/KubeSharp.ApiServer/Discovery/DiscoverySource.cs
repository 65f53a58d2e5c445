using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>The served resources in discovery's order: groups by falling priority, versions as declared, those of custom resources by their names.</summary>
internal sealed class DiscoverySource(IEnumerable<ResourceEndpoint> endpoints)
{
    private readonly IReadOnlyList<ResourceEndpoint> _builtIn = [.. endpoints];
    private volatile IReadOnlyList<DiscoveredGroup> _groups = Make(endpoints);

    /// <summary>The same list as long as nothing has changed.</summary>
    public IReadOnlyList<DiscoveredGroup> Groups => _groups;

    public DiscoveredGroup? Find(string group) => Groups.FirstOrDefault(candidate => candidate.Name == group);

    /// <summary>Replaces all custom resources.</summary>
    public void SetCustom(IEnumerable<ResourceEndpoint> custom) => _groups = Make(_builtIn.Concat(custom));

    private static IReadOnlyList<DiscoveredGroup> Make(IEnumerable<ResourceEndpoint> endpoints) =>
    [
        .. endpoints
            .GroupBy(endpoint => endpoint.Resource.Group)
            .Select(group => new DiscoveredGroup(
                group.Key,
                group.Max(endpoint => endpoint.Resource.GroupPriority),
                [.. group.GroupBy(endpoint => endpoint.Resource.Version)
                    .OrderBy(version => Order(group.Key, version.Key))
                    .ThenBy(version => version.Key, VersionOrder.Instance)
                    .Select(version => new DiscoveredVersion(
                        version.Key, [.. version.OrderBy(endpoint => endpoint.Resource.Name, StringComparer.Ordinal)]))]))
            .OrderByDescending(group => group.Priority)
            .ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    private static int Order(string group, string version)
    {
        var order = 0;
        foreach (var resource in ApiResources.All)
        {
            if (resource.Group == group && resource.Version == version)
            {
                return order;
            }

            order++;
        }

        return order;
    }
}
