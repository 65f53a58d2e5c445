using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Embedded.Leases;
using KubeSharp.Storage.Embedded.Log;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>
/// The transactions that become durable with one commit. Later ones see the changes of earlier ones in <see cref="Keys"/>; nobody else
/// sees anything before the commit, and if it fails the batch is dropped whole.
/// </summary>
internal sealed class WriteBatch(IndexSnapshot start, LogWriter log, LeaseTable leases)
{
    private readonly List<KeyEvent> _events = [];
    private readonly List<Lease> _granted = [];
    private readonly HashSet<long> _revoked = [];
    private int _position = -1;
    private bool? _isFull;

    /// <summary>Whether the store had reached its quota when the batch began.</summary>
    public bool IsFull => _isFull ??= log.IsFull;

    public SortedMapBuilder<KeyState> Keys { get; } = start.Keys.ToBuilder();

    /// <summary>The revision of the last transaction that changed something.</summary>
    public long Revision { get; private set; } = start.Revision;

    public long CompactRevision { get; private set; } = start.CompactRevision;

    public IReadOnlyList<KeyEvent> Events => _events;

    public IReadOnlyList<Lease> Granted => _granted;

    public IReadOnlyCollection<long> Revoked => _revoked;

    public IndexSnapshot ToSnapshot() => new(Revision, CompactRevision, Keys.ToImmutable());

    /// <summary>The next change gets the next revision.</summary>
    public void BeginTransaction() => _position = -1;

    public KeyValue? Find(string key) => Keys.TryGetValue(key, out KeyState? state) ? state.Current : null;

    public bool HasLease(long id) => leases.Contains(id) && !_revoked.Contains(id);

    public bool IsLeaseExpired(long id) => leases.IsExpired(id);

    public void Put(string key, ReadOnlyMemory<byte> value, long lease)
    {
        long revision = NextChange();
        Keys.TryGetValue(key, out KeyState? state);
        KeyValue? previous = state?.Current;
        var current = new KeyValue(
            previous?.Key ?? key, value, previous?.CreateRevision ?? revision, revision, (previous?.Version ?? 0) + 1, lease);
        log.Put(current, _position);
        Keys.Set(current.Key, new KeyState(current, _position, state?.ToPast(key)));
        _events.Add(new KeyEvent(KeyEventType.Put, current, previous));
    }

    public long Delete(KeyRange range)
    {
        List<string> found = [];
        foreach ((string key, KeyState state) in Keys.Range(range))
        {
            if (state.Current is not null)
            {
                found.Add(key);
            }
        }

        foreach (string key in found)
        {
            Delete(key);
        }

        return found.Count;
    }

    public void Delete(string key)
    {
        Keys.TryGetValue(key, out KeyState? state);
        if (state?.Current is not { } previous)
        {
            return;
        }

        long revision = NextChange();
        log.Delete(previous.Key, revision, _position);
        Keys.Set(key, new KeyState(revision, _position, state.ToPast(key)));
        _events.Add(new KeyEvent(KeyEventType.Delete, new KeyValue(previous.Key, default, 0, revision, 0, 0), previous));
    }

    public void Grant(Lease lease)
    {
        log.Grant(lease);
        _granted.Add(lease);
    }

    /// <summary>Ends a lease and deletes the keys attached to it, those put earlier in this batch included.</summary>
    public void Revoke(long id)
    {
        log.Revoke(id);
        _revoked.Add(id);
        IEnumerable<string> pending = _events.Where(change => change.Current.Lease == id).Select(change => change.Key);
        foreach (string key in leases.Keys(id).Concat(pending).Distinct().Order(KeyOrder.Instance).ToList())
        {
            if (Find(key)?.Lease == id)
            {
                if (_position == RowId.MaxPositions - 1)
                {
                    BeginTransaction();
                }

                Delete(key);
            }
        }
    }

    public void Compact(long revision)
    {
        log.SetCompacted(revision);
        CompactRevision = revision;
    }

    private long NextChange()
    {
        if (_position < 0)
        {
            Revision++;
        }

        _position++;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_position, RowId.MaxPositions, "changes of one transaction");
        return Revision;
    }
}
