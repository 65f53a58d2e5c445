namespace KubeSharp.Storage.Collections;

/// <summary>The entries of a <see cref="SortedMap{T}"/> in a range of keys.</summary>
public readonly struct SortedMapRange<T>
{
    private readonly Node<T> _root;
    private readonly KeyRange _range;

    internal SortedMapRange(Node<T> root, KeyRange range) => (_root, _range) = (root, range);

    public Enumerator GetEnumerator() => new(_root, _range);

    /// <summary>Walks the leaves from left to right, keeping the path from the root.</summary>
    public struct Enumerator
    {
        private readonly string? _end;
        private readonly bool _single;
        private readonly Stack<(InnerNode<T> Node, int Child)> _path = new(4);
        private LeafNode<T>? _leaf;
        private int _index;

        /// <summary>How many entries of the leaf come before the end of the range: found once, instead of a comparison for each entry.</summary>
        private int _limit;

        internal Enumerator(Node<T> root, KeyRange range)
        {
            _single = range.IsSingle;
            _end = _single ? range.Start : range.End == KeyRange.Unbounded ? null : range.End;
            while (root is InnerNode<T> inner)
            {
                int child = inner.ChildOf(range.Start);
                _path.Push((inner, child));
                root = inner.Children[child];
            }

            _leaf = (LeafNode<T>)root;
            _index = _leaf.Rank(range.Start) - 1;
            _limit = Limit(_leaf);
        }

        public readonly KeyValuePair<string, T> Current => new(_leaf!.Keys[_index], _leaf.Values[_index]);

        public bool MoveNext()
        {
            if (_leaf is null)
            {
                return false;
            }

            _index++;
            while (_index >= _limit)
            {
                if (_limit < _leaf.Used || !NextLeaf())
                {
                    _leaf = null;
                    return false;
                }
            }

            return true;
        }

        private readonly int Limit(LeafNode<T> leaf)
        {
            if (_end is null || leaf.Used == 0)
            {
                return leaf.Used;
            }

            if (_single)
            {
                int rank = leaf.Rank(_end);
                return rank < leaf.Used && leaf.Keys[rank] == _end ? rank + 1 : rank;
            }

            return KeyOrder.Compare(leaf.Keys[leaf.Used - 1], _end) < 0 ? leaf.Used : leaf.Rank(_end);
        }

        private bool NextLeaf()
        {
            _leaf = null;
            while (_path.TryPop(out (InnerNode<T> Node, int Child) step))
            {
                int next = step.Child + 1;
                if (next >= step.Node.Used)
                {
                    continue;
                }

                _path.Push((step.Node, next));
                Node<T> node = step.Node.Children[next];
                while (node is InnerNode<T> inner)
                {
                    _path.Push((inner, 0));
                    node = inner.Children[0];
                }

                _leaf = (LeafNode<T>)node;
                _index = 0;
                _limit = Limit(_leaf);
                return true;
            }

            return false;
        }
    }
}
