using System.Collections;
using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>A list of objects seen as a list of one kind, without copying.</summary>
internal sealed class TypedList<T>(IReadOnlyList<ApiObject> inner) : IReadOnlyList<T>
    where T : ApiObject
{
    public int Count => inner.Count;

    public T this[int index] => (T)inner[index];

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < inner.Count; i++)
        {
            yield return (T)inner[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
