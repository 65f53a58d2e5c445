using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Storage.Collections;

/// <summary>
/// A node of the tree. Everything in it is immutable except for the builder whose mark it carries.
/// </summary>
/// <remarks>
/// The key array is shared between versions of a node as long as only values change, which is what nearly all writes do.
/// <code>
/// inner  [ -  | m ]        the first key of an inner node is never looked at: it stands for "everything below"
///          |    |
/// leaf   [a c] [m x z]
/// </code>
/// </remarks>
internal abstract class Node<T>(object? owner, string[] keys, bool ownsKeys)
{
    public const int Capacity = 32;

    private bool _ownsKeys = ownsKeys;

    public string[] Keys { get; private set; } = keys;

    /// <summary>Keys (and values or children) in use.</summary>
    public int Used { get; set; }

    /// <summary>Entries in this subtree.</summary>
    public abstract int Size { get; }

    public abstract bool TryGetValue(string key, [MaybeNullWhen(false)] out T value);

    /// <summary>How many entries are below <paramref name="key"/>.</summary>
    public abstract int Rank(string key);

    /// <summary>Returns this node if it belongs to the owner, otherwise its changed copy.</summary>
    public abstract Node<T> Set(object owner, string key, T value, out Split<T> split);

    public abstract Node<T> Remove(object owner, string key);

    /// <summary>Takes over the entries of the right neighbour, for which there is room. This node belongs to the owner.</summary>
    public abstract void Append(string separator, Node<T> right);

    /// <summary>A node of the same content that the owner may change.</summary>
    public abstract Node<T> Editable(object owner);

    protected bool IsOwnedBy(object candidate) => ReferenceEquals(owner, candidate);

    /// <summary>Call before a change of <see cref="Keys"/>.</summary>
    protected void OwnKeys()
    {
        if (!_ownsKeys)
        {
            var copy = new string[Capacity];
            Array.Copy(Keys, copy, Used);
            (Keys, _ownsKeys) = (copy, true);
        }
    }

    /// <summary>The position of the key, or the complement of where it would be.</summary>
    protected int Find(string key, int from)
    {
        int low = from;
        int high = Used - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = KeyOrder.Compare(Keys[middle], key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    /// <summary>Opens a gap in an array in use up to <see cref="Used"/>.</summary>
    protected void InsertAt<TItem>(TItem[] items, int index, TItem item)
    {
        Array.Copy(items, index, items, index + 1, Used - index);
        items[index] = item;
    }

    protected void RemoveAt<TItem>(TItem[] items, int index)
    {
        Array.Copy(items, index + 1, items, index, Used - index - 1);
        items[Used - 1] = default!;
    }
}
