using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Api;

/// <summary>
/// An immutable map from strings, sorted by key (ordinal, as Go sorts in JSON). The default is nil, which is told from the
/// empty map only by <see cref="IsNil"/>. Equality is by value.
/// </summary>
public readonly struct ApiMap<T> : IReadOnlyCollection<KeyValuePair<string, T>>, IEquatable<ApiMap<T>>
{
    /// <summary>Below this size a linear search for equal strings is faster than a binary one.</summary>
    private const int LinearSearch = 8;

    private readonly KeyValuePair<string, T>[]? _entries;

    internal ApiMap(KeyValuePair<string, T>[]? sortedEntries) => _entries = sortedEntries;

    public static ApiMap<T> Empty => new([]);

    public bool IsNil => _entries is null;

    public int Count => _entries is null ? 0 : _entries.Length;

    public bool IsEmpty => Count == 0;

    public ReadOnlySpan<KeyValuePair<string, T>> Span => _entries;

    public IEnumerable<string> Keys => (_entries ?? []).Select(e => e.Key);

    public IEnumerable<T> Values => (_entries ?? []).Select(e => e.Value);

    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no key {key}");

    public static bool operator ==(ApiMap<T> left, ApiMap<T> right) => left.Equals(right);

    public static bool operator !=(ApiMap<T> left, ApiMap<T> right) => !left.Equals(right);

    /// <summary>A map of the entries; of entries with the same key the last one counts.</summary>
    public static ApiMap<T> From(IEnumerable<KeyValuePair<string, T>> entries) => Sorted(entries.ToArray());

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var i = IndexOf(key);
        value = i < 0 ? default : _entries![i].Value;
        return i >= 0;
    }

    public T? GetValueOrDefault(string key) => TryGetValue(key, out var value) ? value : default;

    public T GetValueOrDefault(string key, T otherwise) => TryGetValue(key, out var value) ? value : otherwise;

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <summary>A new map with this entry.</summary>
    public ApiMap<T> Set(string key, T value)
    {
        var i = IndexOf(key);
        if (i < 0)
        {
            return Sorted([.. Span, new(key, value)]);
        }

        var copy = Span.ToArray();
        copy[i] = new(key, value);
        return new ApiMap<T>(copy);
    }

    /// <summary>A new map without the key; this map if it has none.</summary>
    public ApiMap<T> Remove(string key)
    {
        var i = IndexOf(key);
        return i < 0 ? this : new ApiMap<T>([.. Span[..i], .. Span[(i + 1)..]]);
    }

    public Enumerator GetEnumerator() => new(_entries ?? []);

    public bool Equals(ApiMap<T> other)
    {
        if (ReferenceEquals(_entries, other._entries))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            ref readonly var a = ref _entries![i];
            ref readonly var b = ref other._entries![i];
            if (a.Key != b.Key || !EqualityComparer<T>.Default.Equals(a.Value, b.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is ApiMap<T> other && Equals(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _entries![0].Key, _entries[0].Value);

    public override string ToString() => "{" + string.Join(", ", Span.ToArray().Select(e => $"{e.Key}: {e.Value}")) + "}";

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)(_entries ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_entries ?? []).GetEnumerator();

    /// <summary>Takes the array over, sorts it if need be and drops all but the last of equal keys.</summary>
    internal static ApiMap<T> Sorted(KeyValuePair<string, T>[] entries)
    {
        var ordered = true;
        for (var i = 1; i < entries.Length && ordered; i++)
        {
            ordered = string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) < 0;
        }

        return ordered ? new ApiMap<T>(entries) : new ApiMap<T>(SortAndMerge(entries));
    }

    private static KeyValuePair<string, T>[] SortAndMerge(KeyValuePair<string, T>[] entries)
    {
        var sorted = entries.OrderBy(e => e.Key, StringComparer.Ordinal).ToArray();
        var count = 0;
        foreach (var entry in sorted)
        {
            if (count > 0 && sorted[count - 1].Key == entry.Key)
            {
                count--;
            }

            sorted[count++] = entry;
        }

        return count == sorted.Length ? sorted : sorted[..count];
    }

    private int IndexOf(string key)
    {
        var entries = _entries ?? [];
        if (entries.Length <= LinearSearch)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                if (entries[i].Key == key)
                {
                    return i;
                }
            }

            return -1;
        }

        var (low, high) = (0, entries.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(entries[middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    public struct Enumerator
    {
        private readonly KeyValuePair<string, T>[] _entries;
        private int _index = -1;

        internal Enumerator(KeyValuePair<string, T>[] entries) => _entries = entries;

        public readonly KeyValuePair<string, T> Current => _entries[_index];

        public bool MoveNext() => ++_index < _entries.Length;
    }
}
