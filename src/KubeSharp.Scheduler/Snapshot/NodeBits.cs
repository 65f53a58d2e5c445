using System.Numerics;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>A set of node slots, one bit each.</summary>
internal sealed class NodeBits
{
    private ulong[] _words;

    public NodeBits(int capacity) => _words = new ulong[(capacity + 63) / 64];

    public bool this[int slot]
    {
        get => (uint)(slot >> 6) < (uint)_words.Length && (_words[slot >> 6] & (1UL << slot)) != 0;
        set
        {
            if (slot >> 6 >= _words.Length)
            {
                Array.Resize(ref _words, Math.Max(_words.Length * 2, (slot >> 6) + 1));
            }

            if (value)
            {
                _words[slot >> 6] |= 1UL << slot;
            }
            else
            {
                _words[slot >> 6] &= ~(1UL << slot);
            }
        }
    }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public void Clear() => _words.AsSpan().Clear();

    public void CopyFrom(NodeBits other)
    {
        if (_words.Length < other._words.Length)
        {
            Array.Resize(ref _words, other._words.Length);
        }

        other._words.CopyTo(_words, 0);
        _words.AsSpan(other._words.Length).Clear();
    }

    public Enumerator GetEnumerator() => new(_words);

    /// <summary>Goes through the slots in rising order. Slots may be removed meanwhile.</summary>
    public struct Enumerator(ulong[] words)
    {
        private int _index = -1;
        private ulong _rest;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_rest == 0)
            {
                if (++_index >= words.Length)
                {
                    return false;
                }

                _rest = words[_index];
            }

            Current = (_index << 6) + BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}
