using System.Collections.Frozen;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>All served resources. The custom ones come and go.</summary>
internal sealed class ResourceEndpoints
{
    private readonly FrozenDictionary<(string Group, string Version, string Resource), ResourceEndpoint> _builtIn;
    private volatile FrozenDictionary<(string Group, string Version, string Resource), ResourceEndpoint> _custom = ByName([]);

    public ResourceEndpoints(IEnumerable<ResourceEndpoint> builtIn) => _builtIn = ByName(builtIn);

    public IEnumerable<ResourceEndpoint> All => _builtIn.Values.Concat(_custom.Values);

    public ResourceEndpoint? Find(string group, string version, string resource) =>
        _builtIn.TryGetValue((group, version, resource), out var endpoint) || _custom.TryGetValue((group, version, resource), out endpoint)
            ? endpoint
            : null;

    /// <summary>Replaces all custom resources.</summary>
    public void SetCustom(IEnumerable<ResourceEndpoint> endpoints) => _custom = ByName(endpoints);

    private static FrozenDictionary<(string Group, string Version, string Resource), ResourceEndpoint> ByName(IEnumerable<ResourceEndpoint> endpoints) =>
        endpoints.ToFrozenDictionary(endpoint => (endpoint.Resource.Group, endpoint.Resource.Version, endpoint.Resource.Name));
}
