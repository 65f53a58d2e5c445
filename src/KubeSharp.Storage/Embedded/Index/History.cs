using KubeSharp.Storage.Collections;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>
/// Knows which keys have superseded versions or are deleted, and what compaction may remove. Used by the writer thread only.
/// </summary>
internal sealed class History
{
    private readonly HashSet<string> _keys = [];

    /// <summary>About how many bytes of the log are superseded.</summary>
    public long Bytes { get; private set; }

    /// <summary>Notes a change that has made <paramref name="state"/> the newest of its key.</summary>
    public void Add(string key, KeyState state, KeyValue? superseded)
    {
        if (state.Past is not null || state.Current is null)
        {
            _keys.Add(key);
            Bytes += KeyState.SizeOf(key, superseded?.Value.Length ?? 0);
        }
    }

    /// <summary>Adds a key with its whole past.</summary>
    public void AddAll(string key, KeyState state)
    {
        if (state.Past is not null || state.Current is null)
        {
            _keys.Add(key);
            for (PastRevision? past = state.Past; past is not null; past = past.Older)
            {
                Bytes += past.Size;
            }
        }
    }

    /// <summary>
    /// Cuts off what no reader at <paramref name="revision"/> or later can see: versions superseded at or below it, and deletions
    /// below it. A deletion exactly at the revision stays for the watch that starts there.
    /// </summary>
    /// <returns>The rows to remove.</returns>
    public List<long> Compact(long revision, SortedMapBuilder<KeyState> keys)
    {
        var rows = new List<long>();
        foreach (string key in _keys.ToArray())
        {
            keys.TryGetValue(key, out KeyState? state);
            if (state!.Revision <= revision)
            {
                Collect(state.Past, rows);
                state.Past = null;
            }
            else
            {
                CutBelow(state, revision, rows);
            }

            if (state.Current is null && state.Past is null && state.Revision < revision)
            {
                rows.Add(state.Id);
                keys.Remove(key);
                _keys.Remove(key);
            }
            else if (state.Current is not null && state.Past is null)
            {
                _keys.Remove(key);
            }
        }

        return rows;
    }

    private void CutBelow(KeyState state, long revision, List<long> rows)
    {
        PastRevision? newer = null;
        PastRevision? past = state.Past;
        while (past is not null && past.Revision > revision)
        {
            (newer, past) = (past, past.Older);
        }

        if (past is null)
        {
            return;
        }

        // The version that is current at the revision stays, unless it is a deletion that no watch can ask for.
        if (past.IsDeletion && past.Revision < revision)
        {
            if (newer is null)
            {
                state.Past = null;
            }
            else
            {
                newer.Older = null;
            }

            Collect(past, rows);
        }
        else
        {
            Collect(past.Older, rows);
            past.Older = null;
        }
    }

    private void Collect(PastRevision? past, List<long> rows)
    {
        for (; past is not null; past = past.Older)
        {
            rows.Add(past.Id);
            Bytes -= past.Size;
        }
    }
}
