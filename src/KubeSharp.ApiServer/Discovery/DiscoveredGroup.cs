namespace KubeSharp.ApiServer.Discovery;

internal sealed record DiscoveredGroup(string Name, int Priority, IReadOnlyList<DiscoveredVersion> Versions);
