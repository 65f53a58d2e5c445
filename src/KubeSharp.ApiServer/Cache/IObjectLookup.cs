using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>What authentication, authorization and admission may read.</summary>
public interface IObjectLookup
{
    /// <summary>
    /// The object as the watch cache has it: never blocks, may be a moment behind the store. Null when there is none.
    /// Cluster-scoped: <paramref name="ns"/> is "".
    /// </summary>
    T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>;

    /// <summary>All objects of a namespace, as the watch cache has them; of all namespaces when <paramref name="ns"/> is "".</summary>
    IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T>;

    /// <summary>The object as the store has it now. For what must not be refused because the cache is a moment behind.</summary>
    ValueTask<T?> GetLatestAsync<T>(string ns, string name, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>;
}
