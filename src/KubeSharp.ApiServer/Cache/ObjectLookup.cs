using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>Reads objects of the stored kinds straight from the cache.</summary>
public sealed class ObjectLookup(WatchCache cache) : IObjectLookup
{
    public T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => (T?)Store<T>().Find(ns, name)?.Object;

    public IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T>
    {
        ListSnapshot snapshot = Store<T>().List(ns);
        ListSnapshot.Enumerator entries = snapshot.GetEnumerator();
        while (entries.MoveNext())
        {
            yield return (T)entries.Current.Object;
        }
    }

    private ResourceStore Store<T>()
        where T : ApiObject, IApiKind<T> =>
        cache.Find(T.Type) ?? throw new InvalidOperationException($"{T.Type} is not the stored version of a served resource");
}
