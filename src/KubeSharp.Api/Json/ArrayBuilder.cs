namespace KubeSharp.Api.Json;

/// <summary>Collects the elements of a list; short lists cost one exact array and nothing else.</summary>
internal struct ArrayBuilder<T>
{
    private FirstFour<T> _first;
    private T[]? _items;
    private int _count;

    public readonly int Count => _count;

    public void Add(T item)
    {
        if (_count < 4)
        {
            _first[_count++] = item;
            return;
        }

        if (_items is null)
        {
            _items = new T[16];
            ((ReadOnlySpan<T>)_first).CopyTo(_items);
        }
        else if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = item;
    }

    public readonly T[] ToArray()
    {
        if (_count == 0)
        {
            return [];
        }

        if (_items is null)
        {
            ReadOnlySpan<T> first = _first;
            return first[.._count].ToArray();
        }

        return _count == _items.Length ? _items : _items[.._count];
    }
}
