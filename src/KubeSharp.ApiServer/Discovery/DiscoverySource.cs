using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>The served resources in discovery's order: groups by falling priority, versions as declared.</summary>
internal sealed class DiscoverySource(IEnumerable<ResourceEndpoint> endpoints)
{
    public IReadOnlyList<DiscoveredGroup> Groups { get; } =
    [
        .. endpoints
            .GroupBy(endpoint => endpoint.Resource.Group)
            .Select(group => new DiscoveredGroup(
                group.Key,
                group.Max(endpoint => endpoint.Resource.GroupPriority),
                [.. group.GroupBy(endpoint => endpoint.Resource.Version)
                    .OrderBy(version => Order(group.Key, version.Key))
                    .Select(version => new DiscoveredVersion(
                        version.Key, [.. version.OrderBy(endpoint => endpoint.Resource.Name, StringComparer.Ordinal)]))]))
            .OrderByDescending(group => group.Priority)
            .ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    public DiscoveredGroup? Find(string group) => Groups.FirstOrDefault(candidate => candidate.Name == group);

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
