using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Storage.Collections;

/// <summary>Keys and their values.</summary>
internal sealed class LeafNode<T> : Node<T>
{
    public LeafNode(object? owner)
        : base(owner, new string[Capacity], ownsKeys: true) => Values = new T[Capacity];

    private LeafNode(object owner, LeafNode<T> source)
        : base(owner, source.Keys, ownsKeys: false)
    {
        Values = (T[])source.Values.Clone();
        Used = source.Used;
    }

    public T[] Values { get; }

    public override int Size => Used;

    public override bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        int index = Find(key, 0);
        value = index >= 0 ? Values[index] : default;
        return index >= 0;
    }

    public override int Rank(string key)
    {
        int index = Find(key, 0);
        return index >= 0 ? index : ~index;
    }

    public override Node<T> Set(object owner, string key, T value, out Split<T> split)
    {
        split = default;
        var node = (LeafNode<T>)Editable(owner);
        int index = Find(key, 0);
        if (index >= 0)
        {
            node.Values[index] = value;
            return node;
        }

        index = ~index;
        if (Used < Capacity)
        {
            node.Insert(index, key, value);
            return node;
        }

        // Keys that arrive in order leave full nodes behind.
        int keep = index == Capacity ? Capacity : Capacity / 2;
        var right = new LeafNode<T>(owner);
        node.MoveTail(keep, right);
        if (index <= keep && keep < Capacity)
        {
            node.Insert(index, key, value);
        }
        else
        {
            right.Insert(index - keep, key, value);
        }

        split = new Split<T>(right.Keys[0], right);
        return node;
    }

    public override Node<T> Remove(object owner, string key)
    {
        int index = Find(key, 0);
        if (index < 0)
        {
            return this;
        }

        var node = (LeafNode<T>)Editable(owner);
        node.OwnKeys();
        node.RemoveAt(node.Keys, index);
        node.RemoveAt(node.Values, index);
        node.Used--;
        return node;
    }

    public override void Append(string separator, Node<T> right)
    {
        var source = (LeafNode<T>)right;
        OwnKeys();
        Array.Copy(source.Keys, 0, Keys, Used, source.Used);
        Array.Copy(source.Values, 0, Values, Used, source.Used);
        Used += source.Used;
    }

    public override Node<T> Editable(object owner) => IsOwnedBy(owner) ? this : new LeafNode<T>(owner, this);

    private void Insert(int index, string key, T value)
    {
        OwnKeys();
        InsertAt(Keys, index, key);
        InsertAt(Values, index, value);
        Used++;
    }

    private void MoveTail(int keep, LeafNode<T> right)
    {
        int moved = Used - keep;
        OwnKeys();
        Array.Copy(Keys, keep, right.Keys, 0, moved);
        Array.Copy(Values, keep, right.Values, 0, moved);
        Array.Clear(Keys, keep, moved);
        Array.Clear(Values, keep, moved);
        (Used, right.Used) = (keep, moved);
    }
}
