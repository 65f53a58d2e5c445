using KubeSharp.ApiServer.Cache.Labels;
using KubeSharp.Storage;
using KubeSharp.Storage.Collections;

namespace KubeSharp.ApiServer.Cache;

/// <summary>The entries of a range at one revision, in key order. It never changes and may be read at leisure.</summary>
public readonly struct ListSnapshot
{
    private readonly SortedMap<Entry> _entries;
    private readonly string _start;
    private readonly string _end;
    private readonly LabelIndex[] _indexes;

    internal ListSnapshot(long revision, SortedMap<Entry> entries, string start, string end, params LabelIndex[] indexes) =>
        (Revision, _entries, _start, _end, _indexes) = (revision, entries, start, end, indexes);

    /// <summary>The resourceVersion of the list; a watch from it misses nothing.</summary>
    public long Revision { get; }

    /// <summary>How many entries there are.</summary>
    public int Count => CountFrom(_start);

    /// <summary>Those entries among which all with the label's value are: no others if there is an index of the label.</summary>
    public ListSnapshot With(string label, string value)
    {
        foreach (LabelIndex index in _indexes)
        {
            if (index.Label == label)
            {
                return new ListSnapshot(Revision, index.With(value), _start, _end, _indexes);
            }
        }

        return this;
    }

    /// <summary>How many follow an entry, for remainingItemCount.</summary>
    public int CountAfter(Entry entry) => CountFrom(entry.Key + "\0");

    /// <summary>Where the next chunk starts if this entry was the last of the chunk, relative to the resource's prefix.</summary>
    public static string ContinueAfter(Entry entry) => string.Concat(entry.Key.AsSpan(entry.Resource.Prefix.Length), "\0");

    public Enumerator GetEnumerator() => new(_entries.Range(Range(_start)));

    private int CountFrom(string start) => KeyOrder.Compare(start, _end) >= 0 ? 0 : _entries.CountRange(Range(start));

    private KeyRange Range(string start) => KeyRange.Between(start, _end);

    /// <summary>Walks the entries.</summary>
    public struct Enumerator
    {
        private SortedMapRange<Entry>.Enumerator _inner;

        internal Enumerator(SortedMapRange<Entry> range) => _inner = range.GetEnumerator();

        public readonly Entry Current => _inner.Current.Value;

        public bool MoveNext() => _inner.MoveNext();
    }
}
