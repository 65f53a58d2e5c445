using KubeSharp.Storage.Embedded.Backup;
using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Embedded.Leases;
using KubeSharp.Storage.Embedded.Log;
using KubeSharp.Storage.Embedded.Watching;
using KubeSharp.Storage.Embedded.Writing;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Storage.Embedded;

/// <summary>
/// The store in this process: a revision log in SQLite (one table keyed by revision, no other index), the ordered index and the current
/// values in memory.
/// </summary>
/// <remarks>
/// Reads of the current state touch only memory and never wait. Values handed out are the store's own arrays, so a cache above holds no second
/// copy. Every acknowledged write has been synced; writers that wait at the same time share the sync.
/// </remarks>
public sealed class EmbeddedStore : IKeyValueStore
{
    /// <summary>etcd's --max-request-bytes.</summary>
    private const long MostBytes = 3 << 19;

    private readonly EmbeddedStoreOptions _options;
    private readonly LogFile _file;
    private readonly LogWriter _log;
    private readonly LogReaders _readers;
    private readonly StoreIndex _index;
    private readonly LeaseTable _leases;
    private readonly WatchHub _hub;
    private readonly StoreWriter _writer;
    private readonly RangeReader _ranges;
    private readonly EventReader _events;
    private int _disposed;

    private EmbeddedStore(LogFile file, LogWriter log, EmbeddedStoreOptions options, TimeProvider time, ILogger logger)
    {
        (_file, _log, _options) = (file, log, options);
        _readers = new LogReaders(file);
        var history = new History();
        _index = new StoreIndex(_readers.Use(history, IndexLoader.Load));
        _hub = new WatchHub(_index.Current.Revision);
        _leases = new LeaseTable(time, EndExpired);
        _writer = new StoreWriter(_index, history, log, _leases, _hub, options.EffectiveHistoryLimit, logger);
        _ranges = new RangeReader(_index, _readers);
        _events = new EventReader(_index, _readers);
        RestoreLeases();
        _writer.Start();
    }

    /// <inheritdoc cref="EmbeddedStoreOptions.Quota"/>
    public long Quota => _options.Quota;

    public long CurrentRevision => _index.Current.Revision;

    /// <summary>Opens or creates a store. Reads the whole log once, which takes about 5 µs for each live key.</summary>
    /// <exception cref="StoreUnavailableException">The directory cannot be used, or another process has the store open.</exception>
    /// <exception cref="StoreCorruptedException">The files are damaged or not a store.</exception>
    public static EmbeddedStore Open(EmbeddedStoreOptions options, TimeProvider time, ILogger<EmbeddedStore> logger)
    {
        LogFile file = LogFile.Open(options);
        LogWriter? log = null;
        try
        {
            log = new LogWriter(file.ConnectWriter(options.Quota), options.Quota);
            return new EmbeddedStore(file, log, options, time, logger);
        }
        catch
        {
            log?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public ValueTask<RangeResult> RangeAsync(RangeRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            ThrowIfDisposed();
            return ValueTask.FromResult(_ranges.Read(request));
        }
        catch (StoreException error)
        {
            // Whoever measures or translates the outcome of the call waits for its task.
            return ValueTask.FromException<RangeResult>(error);
        }
    }

    public ValueTask<TransactionResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken = default) =>
        transaction.PutSize > MostBytes
            ? ValueTask.FromException<TransactionResult>(new RequestTooLargeException())
            : new(_writer.Enqueue(new TransactionRequest(transaction, cancellationToken)));

    public ValueTask<IKeyWatch> WatchAsync(WatchRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IKeyWatch>(new EmbeddedWatch(_hub, _events, request));
    }

    public ValueTask CompactAsync(long revision, CancellationToken cancellationToken = default) =>
        new(_writer.Enqueue(new CompactRequest(revision, cancellationToken)));

    public ValueTask<Lease> GrantLeaseAsync(TimeSpan timeToLive, CancellationToken cancellationToken = default) =>
        GrantLeaseAsync(0, timeToLive, cancellationToken);

    /// <summary>Makes a lease under a number of the caller's choice; 0 leaves it to the store.</summary>
    /// <exception cref="LeaseExistsException">There is a lease with this number.</exception>
    public ValueTask<Lease> GrantLeaseAsync(long leaseId, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        new(_writer.Enqueue(new GrantLeaseRequest(leaseId, LeaseTable.Rounded(timeToLive), cancellationToken)));

    public ValueTask<Lease> KeepLeaseAliveAsync(long leaseId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfDisposed();
        return ValueTask.FromResult(_leases.KeepAlive(leaseId));
    }

    /// <summary>The numbers of all leases that have not ended, in order.</summary>
    public IReadOnlyList<long> LeaseIds => _leases.Ids();

    /// <summary>Null for a lease that has ended or never existed.</summary>
    public LeaseStatus? FindLease(long leaseId) => _leases.Find(leaseId);

    public ValueTask RevokeLeaseAsync(long leaseId, CancellationToken cancellationToken = default) =>
        new(_writer.Enqueue(new EndLeaseRequest(leaseId, onlyIfExpired: false, cancellationToken)));

    public ValueTask<StoreStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfDisposed();
        (long size, long inUse) = _readers.Use(0, static (reader, _) => reader.Size());
        var writeAheadLog = new FileInfo(_file.Path + "-wal");
        long total = size + (writeAheadLog.Exists ? writeAheadLog.Length : 0);
        IndexSnapshot current = _index.Current;
        return ValueTask.FromResult(new StoreStatus("embedded 1", current.Revision, current.CompactRevision, total, inUse));
    }

    /// <inheritdoc cref="StoreBackup.SaveAsync"/>
    public Task<long> BackupAsync(string file, CancellationToken cancellationToken) => StoreBackup.SaveAsync(_options.Directory, file, cancellationToken);

    /// <summary>Finishes queued writes, ends the watches and closes the files.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _leases.Dispose();
            _writer.Dispose();
            _hub.Fail(new StoreUnavailableException("the store is closed"));
            _readers.Dispose();
            _log.Dispose();
            _file.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void EndExpired(long lease) =>
        _ = _writer.Enqueue(new EndLeaseRequest(lease, onlyIfExpired: true, CancellationToken.None));

    private void RestoreLeases()
    {
        foreach (Lease lease in _readers.Use(0, static (reader, _) => reader.Leases().ToList()))
        {
            _leases.Add(lease);
        }

        foreach ((_, KeyState state) in _index.Current.Keys.Range(KeyRange.All))
        {
            if (state.Current is { Lease: not 0 } current)
            {
                _leases.Attach(current);
            }
        }
    }

    private void ThrowIfDisposed()
    {
        if (_disposed != 0)
        {
            throw new StoreUnavailableException("the store is closed");
        }
    }
}
