using System.Threading.Channels;

namespace KubeSharp.Storage.Embedded.Watching;

/// <summary>
/// One watch. It reads the log up to the revision at which it was registered and lives from its queue after that. A reader that falls
/// behind by more than the queue's limit is cut off, empties its queue, and catches up from the log again.
/// </summary>
internal sealed class EmbeddedWatch : IKeyWatch
{
    private const int QueueLimit = 50_000;

    private readonly WatchHub _hub;
    private readonly EventReader _log;
    private readonly KeyRange _range;
    private readonly bool _everything;
    private readonly Channel<WatchResponse> _queue = Channel.CreateUnbounded<WatchResponse>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private int _queuedEvents;
    private int _enumerated;

    // Under the hub's lock: nothing more is queued until the reader has come back from the log.
    private bool _cutOff;
    private bool _progressOwed;

    private long _next;
    private long _readLogUpTo;

    public EmbeddedWatch(WatchHub hub, EventReader log, WatchRequest request)
    {
        (_hub, _log, _range) = (hub, log, request.Range);
        _everything = request.Range == KeyRange.All;
        Revision = hub.Register(this);
        _readLogUpTo = Revision;
        _next = request.StartRevision == 0 ? Revision + 1 : request.StartRevision;
    }

    public long Revision { get; }

    public ValueTask RequestProgressAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _hub.RequestProgress(this);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerator<WatchResponse> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) != 0)
        {
            throw new InvalidOperationException("A watch is enumerated once.");
        }

        while (true)
        {
            while (_next <= _readLogUpTo)
            {
                WatchResponse read = _log.Read(_range, _next, _readLogUpTo);
                _next = read.Revision + 1;
                if (read.Events.Count > 0)
                {
                    yield return read;
                }
            }

            while (_queue.Reader.TryRead(out WatchResponse? queued))
            {
                Interlocked.Add(ref _queuedEvents, -queued.Events.Count);
                if (FromNext(queued) is { } response)
                {
                    _next = Math.Max(_next, response.Revision + 1);
                    yield return response;
                }
            }

            if (Volatile.Read(ref _cutOff))
            {
                _readLogUpTo = _hub.Resume(this);
            }
            else if (!await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _hub.Unregister(this);
        Complete(null);
        return ValueTask.CompletedTask;
    }

    /// <summary>Called under the hub's lock.</summary>
    internal void Offer(WatchResponse response)
    {
        if (_cutOff)
        {
            return;
        }

        if (Volatile.Read(ref _queuedEvents) > QueueLimit)
        {
            Volatile.Write(ref _cutOff, true);
            _queue.Writer.TryWrite(new WatchResponse(0, []));
            return;
        }

        if (Filter(response, revision: 0) is { } filtered)
        {
            Interlocked.Add(ref _queuedEvents, filtered.Events.Count);
            _queue.Writer.TryWrite(filtered);
        }
    }

    /// <summary>Called under the hub's lock.</summary>
    internal void OfferProgress(WatchResponse progress)
    {
        _progressOwed |= _cutOff;
        if (!_cutOff)
        {
            _queue.Writer.TryWrite(progress);
        }
    }

    /// <summary>Called under the hub's lock.</summary>
    internal void Reopen()
    {
        _cutOff = false;
        if (_progressOwed)
        {
            _progressOwed = false;
            _queue.Writer.TryWrite(new WatchResponse(long.MaxValue, []));
        }
    }

    internal void Complete(Exception? error) => _queue.Writer.TryComplete(error);

    /// <summary>What of a queued response is due: the log may have been ahead of it, or the watch starts later.</summary>
    private WatchResponse? FromNext(WatchResponse queued)
    {
        if (queued.Events.Count == 0)
        {
            // Marks: 0 wakes a reader that was cut off, the maximum owes it the progress of what it has read from the log.
            return queued.Revision switch
            {
                0 => null,
                long.MaxValue => new WatchResponse(_next - 1, []),
                _ => queued,
            };
        }

        return queued.Events[0].Revision >= _next ? queued : queued.Revision < _next ? null : Filter(queued, _next);
    }

    private WatchResponse? Filter(WatchResponse response, long revision)
    {
        if (_everything && revision == 0)
        {
            return response;
        }

        List<KeyEvent>? events = null;
        foreach (KeyEvent change in response.Events)
        {
            if (change.Revision >= revision && _range.Contains(change.Key))
            {
                (events ??= []).Add(change);
            }
        }

        return events is null ? null : new WatchResponse(response.Revision, events);
    }
}
