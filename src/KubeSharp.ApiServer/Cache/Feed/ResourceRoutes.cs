using System.Collections.Frozen;

namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>Finds the resource of a key by its first one or two segments under /registry/.</summary>
internal sealed class ResourceRoutes
{
    public static readonly ResourceRoutes Empty = new([]);

    private readonly FrozenDictionary<string, ResourceStore> _byPrefix;
    private readonly FrozenDictionary<string, ResourceStore>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private ResourceRoutes(IEnumerable<ResourceStore> stores)
    {
        _byPrefix = stores.ToFrozenDictionary(store => store.Resource.Prefix);

        HasForms = _byPrefix.Values.Any(store => store.Form is not null);
        _lookup = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<ResourceStore> All => _byPrefix.Values;

    /// <summary>Whether any resource is stored in another form than its own.</summary>
    public bool HasForms { get; }

    public ResourceRoutes With(ResourceStore store) => new([.. All, store]);

    public ResourceRoutes Without(ResourceStore store) => new(All.Where(other => other != store));

    public ResourceStore? Find(ReadOnlySpan<char> key)
    {
        int first = SlashAfter(key, RegistryPrefix.Root.Length);
        if (first < 0)
        {
            return null;
        }

        if (_lookup.TryGetValue(key[..(first + 1)], out ResourceStore? store))
        {
            return store;
        }

        int second = SlashAfter(key, first + 1);
        return second >= 0 && _lookup.TryGetValue(key[..(second + 1)], out store) ? store : null;
    }

    private static int SlashAfter(ReadOnlySpan<char> key, int start)
    {
        int slash = start < key.Length ? key[start..].IndexOf('/') : -1;
        return slash < 0 ? -1 : start + slash;
    }
}
