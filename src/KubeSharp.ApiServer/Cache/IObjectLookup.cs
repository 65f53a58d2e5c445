using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// What authentication, authorization and admission may read: the objects as the watch cache has them. Never blocks and never
/// goes to the store. May be a moment behind it.
/// </summary>
public interface IObjectLookup
{
    /// <summary>Null when there is no such object. Cluster-scoped: <paramref name="ns"/> is "".</summary>
    T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>;

    /// <summary>All objects of a namespace; of all namespaces when <paramref name="ns"/> is "".</summary>
    IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T>;
}
