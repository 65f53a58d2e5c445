using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Discovery;

internal sealed record DiscoveredVersion(string Name, IReadOnlyList<ResourceEndpoint> Resources);
