using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Storage.Collections;

/// <summary>Children, each with the smallest key that belongs into it; the first child takes everything below the second.</summary>
internal sealed class InnerNode<T> : Node<T>
{
    private int _size;

    /// <summary>A new root above a root that was split.</summary>
    public InnerNode(object owner, Node<T> left, Split<T> split)
        : this(owner)
    {
        Keys[0] = "";
        Keys[1] = split.Key;
        Children[0] = left;
        Children[1] = split.Right;
        Used = 2;
        _size = left.Size + split.Right.Size;
    }

    private InnerNode(object owner)
        : base(owner, new string[Capacity], ownsKeys: true) => Children = new Node<T>[Capacity];

    private InnerNode(object owner, InnerNode<T> source)
        : base(owner, source.Keys, ownsKeys: false)
    {
        Children = (Node<T>[])source.Children.Clone();
        Used = source.Used;
        _size = source._size;
    }

    public Node<T>[] Children { get; }

    public override int Size => _size;

    /// <summary>The child that a key belongs into.</summary>
    public int ChildOf(string key)
    {
        int index = Find(key, 1);
        return index >= 0 ? index : ~index - 1;
    }

    public override bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) =>
        Children[ChildOf(key)].TryGetValue(key, out value);

    public override int Rank(string key)
    {
        int index = ChildOf(key);
        int rank = Children[index].Rank(key);
        for (int i = 0; i < index; i++)
        {
            rank += Children[i].Size;
        }

        return rank;
    }

    public override Node<T> Set(object owner, string key, T value, out Split<T> split)
    {
        split = default;
        var node = (InnerNode<T>)Editable(owner);
        int index = ChildOf(key);
        int before = node.Children[index].Size;
        Node<T> child = node.Children[index].Set(owner, key, value, out Split<T> childSplit);
        node.Children[index] = child;
        node._size += child.Size - before;
        if (childSplit.Right is null)
        {
            return node;
        }

        node._size += childSplit.Right.Size;
        if (node.Used < Capacity)
        {
            node.Insert(index + 1, childSplit);
            return node;
        }

        int keep = index == Capacity - 1 ? Capacity - 1 : Capacity / 2;
        var right = new InnerNode<T>(owner);
        node.MoveTail(keep, right);
        if (index < keep)
        {
            node.Insert(index + 1, childSplit);
        }
        else
        {
            right.Insert(index + 1 - keep, childSplit);
        }

        node.Recount();
        right.Recount();
        split = new Split<T>(right.Keys[0], right);
        return node;
    }

    public override Node<T> Remove(object owner, string key)
    {
        int index = ChildOf(key);
        Node<T> child = Children[index].Remove(owner, key);
        if (ReferenceEquals(child, Children[index]) && !IsOwnedBy(owner))
        {
            return this;
        }

        var node = (InnerNode<T>)Editable(owner);
        node.Children[index] = child;
        if (child.Used == 0 && node.Used > 1)
        {
            node.RemoveChild(index);
        }
        else if (child.Used < Capacity / 4)
        {
            node.MergeSmall(owner, index);
        }

        node.Recount();
        return node;
    }

    public override void Append(string separator, Node<T> right)
    {
        var source = (InnerNode<T>)right;
        OwnKeys();
        Array.Copy(source.Keys, 0, Keys, Used, source.Used);
        Array.Copy(source.Children, 0, Children, Used, source.Used);
        Keys[Used] = separator;
        Used += source.Used;
        _size += source._size;
    }

    public override Node<T> Editable(object owner) => IsOwnedBy(owner) ? this : new InnerNode<T>(owner, this);

    private void Insert(int index, Split<T> split)
    {
        OwnKeys();
        InsertAt(Keys, index, split.Key);
        InsertAt(Children, index, split.Right);
        Used++;
    }

    private void RemoveChild(int index)
    {
        OwnKeys();
        RemoveAt(Keys, index);
        RemoveAt(Children, index);
        Used--;
    }

    private void MergeSmall(object owner, int index)
    {
        int left = index > 0 ? index - 1 : index;
        if (left + 1 >= Used || Children[left].Used + Children[left + 1].Used > Capacity * 3 / 4)
        {
            return;
        }

        Node<T> merged = Children[left].Editable(owner);
        merged.Append(Keys[left + 1], Children[left + 1]);
        Children[left] = merged;
        RemoveChild(left + 1);
    }

    private void MoveTail(int keep, InnerNode<T> right)
    {
        int moved = Used - keep;
        OwnKeys();
        Array.Copy(Keys, keep, right.Keys, 0, moved);
        Array.Copy(Children, keep, right.Children, 0, moved);
        Array.Clear(Keys, keep, moved);
        Array.Clear(Children, keep, moved);
        (Used, right.Used) = (keep, moved);
    }

    private void Recount()
    {
        _size = 0;
        for (int i = 0; i < Used; i++)
        {
            _size += Children[i].Size;
        }
    }
}
