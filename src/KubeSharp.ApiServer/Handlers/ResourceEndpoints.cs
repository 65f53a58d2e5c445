using System.Collections.Frozen;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>All served resources.</summary>
internal sealed class ResourceEndpoints(IEnumerable<ResourceEndpoint> endpoints)
{
    private readonly FrozenDictionary<(string Group, string Version, string Resource), ResourceEndpoint> _byName =
        endpoints.ToFrozenDictionary(endpoint => (endpoint.Resource.Group, endpoint.Resource.Version, endpoint.Resource.Name));

    public IEnumerable<ResourceEndpoint> All => _byName.Values;

    public ResourceEndpoint? Find(string group, string version, string resource) =>
        _byName.TryGetValue((group, version, resource), out var endpoint) ? endpoint : null;
}
