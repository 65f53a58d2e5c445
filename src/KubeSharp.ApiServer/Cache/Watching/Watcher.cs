using System.Runtime.CompilerServices;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>
/// One watch of one resource, for one reader: a position in the resource's shared events, so that an event costs the watcher nothing
/// until it reads. A watcher that lags behind all events that are kept ends without a word; its client comes back with the revision it has.
/// </summary>
/// <remarks>
/// <code>
/// while (await watcher.WaitToReadAsync(cancellationToken))
/// {
///     while (watcher.TryRead(out WatchItem item)) { item.WriteJson(output); }
///     await output.FlushAsync(cancellationToken);
/// }
/// </code>
/// </remarks>
public sealed class Watcher : IDisposable
{
    private readonly ResourceStore _store;
    private readonly WatchStart _start;
    private readonly string? _prefix;
    private readonly string? _key;
    private readonly Signal _signal = new();
    private readonly CacheEvent?[] _buffer = new CacheEvent?[32];

    private int _buffered;
    private int _next;
    private ListSnapshot.Enumerator _initial;

    // Events at or below are not for this watch; and how far it has come.
    private long _floor;
    private long _revision;
    private bool _inInitial;
    private Status? _error;
    private CancellationTokenRegistration _cancellation;
    private volatile bool _bookmarkOwed;
    private volatile bool _ended;

    internal Watcher(ResourceStore store, WatchStart start)
    {
        (_store, _start, _floor, _revision) = (store, start, start.Revision, start.Revision);
        if (start.Name is { } name)
        {
            _key = store.Resource.Key(start.Namespace, name);
        }
        else if (start.Namespace.Length > 0)
        {
            _prefix = store.Resource.NamespacePrefix(start.Namespace);
        }
    }

    /// <summary>The next event to read from the ring. Guarded by the lock of the resource's state.</summary>
    internal long Position { get; set; }

    internal bool WantsBookmarks => _start.Bookmarks;

    /// <summary>The next event, if there is one now.</summary>
    public bool TryRead(out WatchItem item)
    {
        if (_error is { } error)
        {
            (_error, _ended) = (null, true);
            item = new WatchItem(WatchEventType.Error, null, error);
            return true;
        }

        if (_inInitial)
        {
            if (TryReadInitial(out item))
            {
                return true;
            }
        }

        while (!_ended)
        {
            long reached = _store.CacheRevision;
            if (_next == _buffered && !Refill())
            {
                break;
            }

            if (_next == _buffered)
            {
                return TryBookmark(reached, out item);
            }

            CacheEvent change = _buffer[_next]!;
            _buffer[_next++] = null;
            if (change.Revision > _floor)
            {
                _revision = change.Revision;
                if (Sees(change, out item))
                {
                    return true;
                }
            }
        }

        item = default;
        return false;
    }

    /// <summary>Waits until there is something to read. False when the watch has ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        while (!HasMore())
        {
            WakeOn(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (_ended)
            {
                return false;
            }

            await _signal.WaitAsync().ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>All events until the watch ends.</summary>
    public async IAsyncEnumerable<WatchItem> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead(out WatchItem item))
            {
                yield return item;
            }
        }
    }

    public void Dispose()
    {
        _store.State.Remove(this);
        End();
        _cancellation.Dispose();
    }

    internal void Begin(ListSnapshot snapshot)
    {
        (_initial, _inInitial, _floor, _revision) = (snapshot.GetEnumerator(), true, snapshot.Revision, snapshot.Revision);
    }

    internal void Fail(Status error) => _error = error;

    internal void End()
    {
        _ended = true;
        _signal.Set();
    }

    internal void Wake() => _signal.Set();

    internal void OweBookmark()
    {
        _bookmarkOwed = true;
        _signal.Set();
    }

    /// <summary>Whether the event's object can be of interest, by its key alone.</summary>
    internal bool Covers(string key) =>
        _key is not null ? key == _key : _prefix is null || key.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>A reader waits with the same token each time, so one registration serves all its waits.</summary>
    private void WakeOn(CancellationToken cancellationToken)
    {
        if (_cancellation.Token != cancellationToken)
        {
            _cancellation.Dispose();
            _cancellation = cancellationToken.UnsafeRegister(static state => ((Signal)state!).Set(), _signal);
        }
    }

    private bool HasMore() =>
        _error is not null || (!_ended && (_inInitial || _next < _buffered || _bookmarkOwed || _store.State.HasMore(this)));

    private bool TryReadInitial(out WatchItem item)
    {
        while (_initial.MoveNext())
        {
            Entry entry = _initial.Current;
            if (Covers(entry.Key) && Matches(entry))
            {
                item = new WatchItem(WatchEventType.Added, entry);
                return true;
            }
        }

        (_initial, _inInitial) = (default, false);
        item = _start.MarkInitialEnd ? _store.Bookmark(_revision, initialEventsEnd: true) : default;
        return _start.MarkInitialEnd;
    }

    private bool Refill()
    {
        (_next, _buffered) = (0, 0);
        int read = _store.State.Read(this, _buffer);
        _buffered = Math.Max(0, read);
        if (read < 0)
        {
            _ended = true;
            _store.Counts.LostWatcher();
        }

        return read >= 0;
    }

    private bool TryBookmark(long reached, out WatchItem item)
    {
        item = default;
        if (!_bookmarkOwed)
        {
            return false;
        }

        _bookmarkOwed = false;
        _revision = Math.Max(_revision, reached);
        item = _store.Bookmark(_revision, initialEventsEnd: false);
        return true;
    }

    /// <summary>What the selector makes of a change.</summary>
    private bool Sees(CacheEvent change, out WatchItem item)
    {
        item = default;
        if (!Covers((change.Current ?? change.Previous)!.Key))
        {
            return false;
        }

        bool now = change.Current is not null && Matches(change.Current);
        bool before = change.Previous is not null && Matches(change.Previous);
        if (now)
        {
            item = new WatchItem(before ? WatchEventType.Modified : WatchEventType.Added, change.Current);
        }
        else if (before)
        {
            item = new WatchItem(WatchEventType.Deleted, change.Ended);
        }

        return now || before;
    }

    private bool Matches(Entry entry) => _start.Predicate is not { } predicate || predicate(entry);
}
