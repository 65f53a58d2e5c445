using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Storage.Collections;

/// <summary>
/// An immutable map ordered by <see cref="KeyOrder"/>: a B+ tree whose changed path is copied, so that every reader
/// keeps the map that it has while writers make the next one.
/// </summary>
/// <remarks>Many changes at once go through a <see cref="SortedMapBuilder{T}"/>, which copies each touched node only once.</remarks>
public sealed class SortedMap<T>
{
    public static readonly SortedMap<T> Empty = new(new LeafNode<T>(owner: null));

    internal SortedMap(Node<T> root) => Root = root;

    public int Count => Root.Size;

    internal Node<T> Root { get; }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => Root.TryGetValue(key, out value);

    /// <summary>The entries of a range, in key order. The enumeration may be kept and continued at any time.</summary>
    public SortedMapRange<T> Range(KeyRange range) => new(Root, range);

    /// <summary>How many entries a range holds, in logarithmic time.</summary>
    public int CountRange(KeyRange range)
    {
        if (range.End is null)
        {
            return TryGetValue(range.Start, out _) ? 1 : 0;
        }

        int end = range.End == KeyRange.Unbounded ? Count : Root.Rank(range.End);
        return Math.Max(0, end - Root.Rank(range.Start));
    }

    public SortedMap<T> Set(string key, T value)
    {
        SortedMapBuilder<T> builder = ToBuilder();
        builder.Set(key, value);
        return builder.ToImmutable();
    }

    public SortedMap<T> Remove(string key)
    {
        SortedMapBuilder<T> builder = ToBuilder();
        return builder.Remove(key) ? builder.ToImmutable() : this;
    }

    public SortedMapBuilder<T> ToBuilder() => new(this);
}
