using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Storage.Collections;

/// <summary>
/// Makes the next <see cref="SortedMap{T}"/> from one. Nodes that carry this builder's owner mark were made by it and may be changed in
/// place; <see cref="ToImmutable"/> gives the mark up, which freezes them. For one thread at a time.
/// </summary>
public sealed class SortedMapBuilder<T>
{
    private SortedMap<T> _source;
    private Node<T> _root;
    private object _owner = new();

    internal SortedMapBuilder(SortedMap<T> source) => (_source, _root) = (source, source.Root);

    public int Count => _root.Size;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _root.TryGetValue(key, out value);

    /// <summary>The entries of a range. A change of the builder ends the validity of the enumeration.</summary>
    public SortedMapRange<T> Range(KeyRange range) => new(_root, range);

    /// <summary>Adds or replaces. A key that is present keeps its string instance.</summary>
    public void Set(string key, T value)
    {
        _root = _root.Set(_owner, key, value, out Split<T> split);
        if (split.Right is not null)
        {
            _root = new InnerNode<T>(_owner, _root, split);
        }
    }

    public bool Remove(string key)
    {
        int before = _root.Size;
        Node<T> root = _root.Remove(_owner, key);
        while (root is InnerNode<T> { Used: 1 } inner)
        {
            root = inner.Children[0];
        }

        _root = root;
        return root.Size != before;
    }

    public SortedMap<T> ToImmutable()
    {
        if (!ReferenceEquals(_source.Root, _root))
        {
            _source = new SortedMap<T>(_root);
            _owner = new object();
        }

        return _source;
    }
}
