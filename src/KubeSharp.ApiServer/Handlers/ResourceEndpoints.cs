using System.Collections.Frozen;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>All served resources. The custom ones come and go.</summary>
internal sealed class ResourceEndpoints
{
    private readonly Table _builtIn;
    private volatile Table _custom = new([]);

    public ResourceEndpoints(IEnumerable<ResourceEndpoint> builtIn) => _builtIn = new Table(builtIn);

    public IEnumerable<ResourceEndpoint> All => _builtIn.ByName.Values.Concat(_custom.ByName.Values);

    public ResourceEndpoint? Find(string group, string version, string resource) =>
        _builtIn.ByName.TryGetValue((group, version, resource), out var endpoint) || _custom.ByName.TryGetValue((group, version, resource), out endpoint)
            ? endpoint
            : null;

    /// <summary>The other versions that show the same objects.</summary>
    public IReadOnlyList<ResourceEndpoint> EquivalentsOf(ResourceEndpoint endpoint)
    {
        if (!endpoint.IsStored)
        {
            return [];
        }

        var all = (endpoint.IsCustom ? _custom : _builtIn).Several.GetValueOrDefault(endpoint.Store) ?? [];
        return all.Length == 0 ? all : [.. all.Where(other => other != endpoint)];
    }

    /// <summary>Replaces all custom resources.</summary>
    public void SetCustom(IEnumerable<ResourceEndpoint> endpoints) => _custom = new Table(endpoints);

    private sealed class Table
    {
        public Table(IEnumerable<ResourceEndpoint> endpoints)
        {
            ByName = endpoints.ToFrozenDictionary(endpoint => (endpoint.Resource.Group, endpoint.Resource.Version, endpoint.Resource.Name));
            Several = ByName.Values
                .Where(endpoint => endpoint.IsStored)
                .GroupBy(endpoint => endpoint.Store)
                .Where(versions => versions.Count() > 1)
                .ToFrozenDictionary(versions => versions.Key, versions => versions.ToArray());
        }

        public FrozenDictionary<(string Group, string Version, string Resource), ResourceEndpoint> ByName { get; }

        /// <summary>The endpoints of stores that are served in several versions.</summary>
        public FrozenDictionary<ResourceStore, ResourceEndpoint[]> Several { get; }
    }
}
