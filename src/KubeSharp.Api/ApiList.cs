using System.Collections;
using System.Runtime.CompilerServices;

namespace KubeSharp.Api;

/// <summary>
/// An immutable list, Go's slice: the default is nil, which is told from the empty list only by <see cref="IsNil"/> (and JSON
/// without omitempty). Equality is by value.
/// </summary>
[CollectionBuilder(typeof(ApiListFactory), nameof(ApiListFactory.Create))]
public readonly struct ApiList<T> : IReadOnlyList<T>, IEquatable<ApiList<T>>
{
    private readonly T[]? _items;

    internal ApiList(T[]? items) => _items = items;

    public static ApiList<T> Empty => new([]);

    public bool IsNil => _items is null;

    public int Count => _items is null ? 0 : _items.Length;

    public bool IsEmpty => Count == 0;

    public ReadOnlySpan<T> Span => _items;

    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    public static bool operator ==(ApiList<T> left, ApiList<T> right) => left.Equals(right);

    public static bool operator !=(ApiList<T> left, ApiList<T> right) => !left.Equals(right);

    /// <summary>A list over a copy of the items.</summary>
    public static ApiList<T> From(IEnumerable<T> items) => new(items.ToArray());

    public Enumerator GetEnumerator() => new(_items ?? []);

    /// <summary>A new list with the item at its end.</summary>
    public ApiList<T> Add(T item) => new([.. Span, item]);

    public ApiList<T> AddRange(IEnumerable<T> items) => new([.. Span, .. items]);

    /// <summary>A new list with another item at the index.</summary>
    public ApiList<T> SetItem(int index, T item)
    {
        var copy = Span.ToArray();
        copy[index] = item;
        return new ApiList<T>(copy);
    }

    /// <summary>A new list without the item at the index.</summary>
    public ApiList<T> RemoveAt(int index) => new([.. Span[..index], .. Span[(index + 1)..]]);

    /// <summary>A new list without the items that match; this list if none does.</summary>
    public ApiList<T> RemoveAll(Predicate<T> match)
    {
        var kept = Array.FindAll(_items ?? [], i => !match(i));
        return kept.Length == Count ? this : new ApiList<T>(kept);
    }

    public int FindIndex(Predicate<T> match) => Array.FindIndex(_items ?? [], match);

    public bool Equals(ApiList<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is ApiList<T> other && Equals(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _items![0]);

    public override string ToString() => "[" + string.Join(", ", Span.ToArray()) + "]";

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index = -1;

        internal Enumerator(T[] items) => _items = items;

        public readonly T Current => _items[_index];

        public bool MoveNext() => ++_index < _items.Length;
    }
}
