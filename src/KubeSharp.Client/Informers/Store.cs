using KubeSharp.Api;

namespace KubeSharp.Client.Informers;

/// <summary>
/// The local copy that an informer keeps. Reads are thread-safe, and a list that was returned never changes.
/// </summary>
public sealed class Store<T>
    where T : ApiObject
{
    private const string NamespaceIndex = "namespace";

    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, T> _objects = [];
    private readonly Dictionary<string, StoreIndex<T>> _indexes = [];
    private T[]? _snapshot;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _objects.Count;
            }
        }
    }

    public T? Get(string ns, string name) => Get(new NamespacedName(ns, name));

    public T? Get(NamespacedName key)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    /// <summary>All objects, in no order.</summary>
    public IReadOnlyList<T> List()
    {
        lock (_gate)
        {
            return _snapshot ??= [.. _objects.Values];
        }
    }

    /// <summary>The objects of a namespace, in no order.</summary>
    public IReadOnlyList<T> List(string ns)
    {
        lock (_gate)
        {
            if (!_indexes.ContainsKey(NamespaceIndex))
            {
                AddIndex(NamespaceIndex, static value => [value.Metadata.Namespace]);
            }

            return _indexes[NamespaceIndex].Find(ns);
        }
    }

    /// <summary>The objects that the index files under <paramref name="value"/>, in no order.</summary>
    /// <exception cref="KeyNotFoundException">There is no such index.</exception>
    public IReadOnlyList<T> ByIndex(string index, string value)
    {
        lock (_gate)
        {
            return _indexes[index].Find(value);
        }
    }

    /// <summary>Adds an index, or does nothing if there is one of this name. <paramref name="values"/> must be pure.</summary>
    public void AddIndex(string name, Func<T, IEnumerable<string>> values)
    {
        lock (_gate)
        {
            if (_indexes.ContainsKey(name))
            {
                return;
            }

            var index = new StoreIndex<T>(values);
            foreach (var (key, value) in _objects)
            {
                index.Insert(key, value);
            }

            _indexes[name] = index;
        }
    }

    /// <summary>Stores the object and returns what was there.</summary>
    internal T? Set(T value)
    {
        var key = NamespacedName.Of(value);
        lock (_gate)
        {
            _objects.TryGetValue(key, out var old);
            foreach (var index in _indexes.Values)
            {
                if (old is not null)
                {
                    index.Remove(key, old);
                }

                index.Insert(key, value);
            }

            _objects[key] = value;
            _snapshot = null;
            return old;
        }
    }

    /// <summary>Removes the object and returns what was there.</summary>
    internal T? Remove(NamespacedName key)
    {
        lock (_gate)
        {
            if (!_objects.Remove(key, out var old))
            {
                return null;
            }

            foreach (var index in _indexes.Values)
            {
                index.Remove(key, old);
            }

            _snapshot = null;
            return old;
        }
    }

    internal List<NamespacedName> Keys()
    {
        lock (_gate)
        {
            return [.. _objects.Keys];
        }
    }
}
