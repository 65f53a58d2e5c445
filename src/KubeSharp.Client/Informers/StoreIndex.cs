using KubeSharp.Api;

namespace KubeSharp.Client.Informers;

/// <summary>One index of a store: value → objects. Guarded by the store's lock.</summary>
internal sealed class StoreIndex<T>(Func<T, IEnumerable<string>> values)
    where T : ApiObject
{
    private readonly Dictionary<string, Bucket> _buckets = [];

    public void Insert(NamespacedName key, T value)
    {
        foreach (var at in values(value))
        {
            if (!_buckets.TryGetValue(at, out var bucket))
            {
                _buckets[at] = bucket = new Bucket();
            }

            bucket.Objects[key] = value;
            bucket.Snapshot = null;
        }
    }

    public void Remove(NamespacedName key, T value)
    {
        foreach (var at in values(value))
        {
            if (_buckets.TryGetValue(at, out var bucket) && bucket.Objects.Remove(key))
            {
                bucket.Snapshot = null;
                if (bucket.Objects.Count == 0)
                {
                    _buckets.Remove(at);
                }
            }
        }
    }

    public IReadOnlyList<T> Find(string value) =>
        _buckets.TryGetValue(value, out var bucket) ? bucket.Snapshot ??= [.. bucket.Objects.Values] : [];

    private sealed class Bucket
    {
        public Dictionary<NamespacedName, T> Objects { get; } = [];

        /// <summary>The objects as a list, made on the first question after a change.</summary>
        public T[]? Snapshot { get; set; }
    }
}
