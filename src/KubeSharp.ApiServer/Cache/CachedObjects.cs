using System.Collections.Frozen;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>The typed view of the resource stores that authentication, authorization and admission work with.</summary>
internal sealed class CachedObjects(IEnumerable<ResourceStore> stores, TimeProvider time) : IObjectStore
{
    private readonly FrozenDictionary<ApiType, ResourceStore> _stores = stores.ToFrozenDictionary(store => store.Resource.Codec.Type);

    public T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => (T?)Of<T>()?.Find(ns, name)?.Object;

    public IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T>
    {
        if (Of<T>() is { Count: > 0 } store)
        {
            foreach (var entry in store.List(ns))
            {
                yield return (T)entry.Object;
            }
        }
    }

    public async ValueTask<T?> GetLatestAsync<T>(string ns, string name, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T> =>
        Of<T>() is { } store ? (T?)(await store.GetAsync(ns, name, cancellationToken))?.Object : null;

    public async ValueTask<T?> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        var metadata = value.Metadata;
        var complete = value with
        {
            Metadata = metadata with
            {
                UID = metadata.UID.Length > 0 ? metadata.UID : Guid.NewGuid().ToString(),
                CreationTimestamp = metadata.CreationTimestamp.IsZero ? Time.Now(time) : metadata.CreationTimestamp,
            },
        };
        return (T?)(await Required<T>().CreateAsync(complete, cancellationToken))?.Object;
    }

    public async ValueTask<T?> UpdateAsync<T>(string ns, string name, Func<T, T> change, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        var store = Required<T>();
        while (await store.GetAsync(ns, name, cancellationToken) is { } entry)
        {
            var current = (T)entry.Object;
            var next = change(current);
            if (ReferenceEquals(next, current))
            {
                return current;
            }

            if (await store.UpdateAsync(entry, next, cancellationToken) is { } stored)
            {
                return (T)stored.Object;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    public async ValueTask<bool> DeleteAsync<T>(string ns, string name, Func<T, bool> isExpected, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        var store = Required<T>();
        while (await store.GetAsync(ns, name, cancellationToken) is { } entry && isExpected((T)entry.Object))
        {
            if (await store.DeleteAsync(entry, cancellationToken))
            {
                return true;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return false;
    }

    /// <summary>Every object of a kind, and then every change; see <see cref="ChangeFeed"/>.</summary>
    public ChangeFeed Follow<T>(Action<ApiObject> changed, Action<ApiObject> removed)
        where T : ApiObject, IApiKind<T> => new(Required<T>(), changed, removed, time);

    /// <summary>The object as the cache has it; null if there is none.</summary>
    public Entry? FindEntry<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => Of<T>()?.Find(ns, name);

    /// <summary>How a kind is stored.</summary>
    public IObjectCodec CodecOf<T>()
        where T : ApiObject, IApiKind<T> => Required<T>().Resource.Codec;

    private ResourceStore? Of<T>()
        where T : ApiObject, IApiKind<T> => _stores.GetValueOrDefault(T.Type);

    private ResourceStore Required<T>()
        where T : ApiObject, IApiKind<T> => Of<T>() ?? throw ApiErrors.InternalError($"{T.Type.Kind} is not served");
}
