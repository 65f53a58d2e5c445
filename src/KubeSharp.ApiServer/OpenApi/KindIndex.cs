using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Which kinds a record is, in the group versions that are served.</summary>
internal sealed class KindIndex
{
    // By name: the schema of a record may exist twice when threads meet at its making.
    private readonly Dictionary<string, List<ApiTypeName>> _kinds = [];

    public KindIndex(IEnumerable<ApiResource> resources)
    {
        var served = resources.Select(resource => (resource.Group, resource.Version)).Distinct().ToList();
        var versions = served.ToHashSet();
        foreach (var type in ApiTypes.All)
        {
            if (versions.Contains((type.Group, type.Version)) && !IsOption(type))
            {
                Add(type.Schema, new ApiTypeName(type.Group, type.Version, type.Kind));
            }
        }

        foreach (var (group, version) in served.OrderBy(name => name.Group, StringComparer.Ordinal).ThenBy(name => name.Version, StringComparer.Ordinal))
        {
            Add(DeleteOptions.Empty.GetStructSchema(), new ApiTypeName(group, version, nameof(DeleteOptions)));
            Add(WatchEvent.Empty.GetStructSchema(), new ApiTypeName(group, version, nameof(WatchEvent)));
        }
    }

    public IReadOnlyCollection<ApiTypeName> Of(StructSchema schema) => _kinds.TryGetValue(ModelNames.Of(schema), out var kinds) ? kinds : [];

    /// <summary>Options of requests are kinds of every group; of those only the bodies are published, once for all groups.</summary>
    private static bool IsOption(ApiType type) => type.Empty is DeleteOptions or WatchEvent;

    private void Add(StructSchema schema, ApiTypeName name)
    {
        if (!_kinds.TryGetValue(ModelNames.Of(schema), out var kinds))
        {
            _kinds.Add(ModelNames.Of(schema), kinds = []);
        }

        kinds.Add(name);
    }
}
