using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Embedded.Leases;
using KubeSharp.Storage.Embedded.Log;
using KubeSharp.Storage.Embedded.Watching;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>
/// The one thread that writes.
/// <list type="number">
/// <item>Take all waiting requests, or wait for one.</item>
/// <item>Run them in order against one batch; rows go into one SQLite transaction.</item>
/// <item>Commit: the only sync, shared by the whole batch.</item>
/// <item>Publish the new index, then the events, then the results. A caller who has its result can read and watch it.</item>
/// </list>
/// </summary>
internal sealed partial class StoreWriter : IDisposable
{
    private const int MaxBatch = 512;

    private readonly WriteQueue _queue = new();
    private readonly StoreIndex _index;
    private readonly History _history;
    private readonly LogWriter _log;
    private readonly LeaseTable _leases;
    private readonly WatchHub _hub;
    private readonly long _historyLimit;
    private readonly ILogger _logger;
    private readonly RowRemover _remover;
    private readonly Thread _thread;
    private long _middle;
    private volatile StoreException? _failure;

    public StoreWriter(
        StoreIndex index, History history, LogWriter log, LeaseTable leases, WatchHub hub, long historyLimit, ILogger logger)
    {
        (_index, _history, _log, _leases, _hub, _historyLimit, _logger) = (index, history, log, leases, hub, historyLimit, logger);
        _remover = new RowRemover(log);
        _middle = index.Current.Revision;
        _thread = new Thread(Loop) { Name = "KubeSharp store writer", IsBackground = true };
    }

    public void Start()
    {
        if (_index.Current.CompactRevision > 0)
        {
            RemoveCompacted();
        }

        _thread.Start();
    }

    public Task<TResult> Enqueue<TResult>(WriteRequest<TResult> request)
    {
        if (!_queue.TryEnqueue(request))
        {
            request.Fail(new StoreUnavailableException("the store is closed"));
        }

        return request.Task;
    }

    /// <summary>Finishes what is queued and ends the thread.</summary>
    public void Dispose()
    {
        _queue.Close();
        if (_thread.ThreadState != ThreadState.Unstarted)
        {
            _thread.Join();
        }
    }

    private void Loop()
    {
        var requests = new List<WriteRequest>(MaxBatch);
        while (_queue.Take(requests, MaxBatch, wait: !_remover.HasWork))
        {
            if (requests.Count > 0)
            {
                Process(requests);
                requests.Clear();
            }

            if (_remover.HasWork)
            {
                Remove();
            }
        }
    }

    private void Process(List<WriteRequest> requests)
    {
        var batch = new WriteBatch(_index.Current, _log, _leases);
        var ran = new List<WriteRequest>(requests.Count);
        bool committing = false;
        try
        {
            if (_failure is { } failure)
            {
                throw failure;
            }

            foreach (WriteRequest request in requests)
            {
                if (Run(request, batch))
                {
                    ran.Add(request);
                }
            }

            committing = true;
            _log.Commit();
        }
        catch (Exception error)
        {
            Abandon(requests, error, isUncertain: committing && error is not StoreFullException);
            return;
        }

        Publish(batch);
        foreach (WriteRequest request in ran)
        {
            request.Complete();
        }
    }

    private static bool Run(WriteRequest request, WriteBatch batch)
    {
        if (request.Cancellation.IsCancellationRequested)
        {
            request.Fail(new OperationCanceledException(request.Cancellation));
            return false;
        }

        try
        {
            request.Run(batch);
            return true;
        }
        catch (Exception error) when (error is CompactedException or FutureRevisionException or LeaseNotFoundException or ArgumentException or StoreFullException { IsQuota: true })
        {
            request.Fail(error);
            return false;
        }
    }

    private void Publish(WriteBatch batch)
    {
        IndexSnapshot before = _index.Current;
        foreach (Lease lease in batch.Granted)
        {
            _leases.Add(lease);
        }

        foreach (KeyEvent change in batch.Events)
        {
            if (change.Previous is { Lease: not 0 } previous)
            {
                _leases.Detach(previous);
            }

            _leases.Attach(change.Current);
            batch.Keys.TryGetValue(change.Key, out KeyState? state);
            _history.Add(change.Key, state!, change.Previous);
        }

        foreach (long lease in batch.Revoked)
        {
            _leases.Remove(lease);
        }

        _index.Current = batch.ToSnapshot();
        if (batch.Events.Count > 0)
        {
            _hub.Publish(batch.Revision, batch.Events);
        }

        if (batch.CompactRevision > before.CompactRevision)
        {
            RemoveCompacted();
        }

        BoundHistory();
    }

    /// <summary>Takes compacted versions out of the index and leaves their rows to the remover.</summary>
    private void RemoveCompacted()
    {
        IndexSnapshot current = _index.Current;
        var keys = current.Keys.ToBuilder();
        List<long> rows = _history.Compact(current.CompactRevision, keys);
        _index.Current = current with { Keys = keys.ToImmutable() };
        _remover.Add(rows);
        LogCompacted(current.CompactRevision, rows.Count);
    }

    /// <summary>Compacts to about the middle of the history when there is too much of it.</summary>
    private void BoundHistory()
    {
        if (_history.Bytes < _historyLimit / 2)
        {
            _middle = _index.Current.Revision;
        }
        else if (_history.Bytes > _historyLimit && _middle > _index.Current.CompactRevision)
        {
            _queue.TryEnqueue(new CompactRequest(_middle, CancellationToken.None));
            _middle = _index.Current.Revision;
        }
    }

    private void Remove()
    {
        try
        {
            _remover.Step();
        }
        catch (StoreException error)
        {
            LogRemovalFailed(error);
            _remover.GiveUp();
            Abandon([], error, isUncertain: error is not StoreFullException);
        }
    }

    /// <summary>
    /// Undoes the batch. If a commit failed nobody knows what is on the disk, so the store refuses all further writes until it is
    /// opened again and reads what is there; the same if it is damaged or the undoing fails.
    /// </summary>
    private void Abandon(List<WriteRequest> requests, Exception error, bool isUncertain)
    {
        try
        {
            _log.Rollback();
        }
        catch (StoreException rollbackError)
        {
            (error, isUncertain) = (rollbackError, true);
        }

        if ((isUncertain || error is not (StoreFullException or StoreUnavailableException)) && _failure is null)
        {
            _failure = error as StoreException ?? new StoreUnavailableException("the store's writer failed", error);
            LogFailed(error);
            _hub.Fail(_failure);
        }

        foreach (WriteRequest request in requests)
        {
            request.Fail(_failure ?? error);
        }
    }
}
