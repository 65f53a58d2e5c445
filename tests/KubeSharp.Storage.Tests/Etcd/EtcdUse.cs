using System.Globalization;
using System.Text;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>
/// Counts keys up by compare-and-swap and watches everything, while a test does harm to etcd. In the end no acknowledged step may be missing
/// and no revision unseen.
/// </summary>
internal sealed class EtcdUse : IAsyncDisposable
{
    private const int Writers = 4;

    private readonly EtcdStore _store;
    private readonly IKeyWatch _watch;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _prefix = $"/use/{Guid.NewGuid():n}/";
    private readonly List<KeyEvent> _events = [];
    private readonly long[] _acknowledged = new long[Writers];
    private Task[] _writing = [];
    private Task _watching = Task.CompletedTask;
    private long _seen;

    private EtcdUse(EtcdStore store, IKeyWatch watch) => (_store, _watch) = (store, watch);

    /// <summary>Steps that etcd has acknowledged.</summary>
    public long Acknowledged => _acknowledged.Sum();

    public static async Task<EtcdUse> BeginAsync(EtcdStore store, CancellationToken cancellationToken)
    {
        var use = new EtcdUse(store, await store.WatchAsync(new WatchRequest(KeyRange.All), cancellationToken));
        use._watching = use.WatchAsync();
        use._writing = [.. Enumerable.Range(0, Writers).Select(use.WriteAsync)];
        return use;
    }

    public async Task AcknowledgedAsync(long steps, CancellationToken cancellationToken)
    {
        while (Acknowledged < steps)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Stops writing, waits until the watch has seen all, and compares.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writing);
        RangeResult found = await _store.RangeAsync(new RangeRequest(KeyRange.Prefix(_prefix)), cancellationToken);
        long last = found.KeyValues.Max(key => key.ModRevision);
        while (Interlocked.Read(ref _seen) < last)
        {
            Assert.False(_watching.IsCompleted, "the watch has ended");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        KeyEvent[] events;
        lock (_events)
        {
            events = [.. _events];
        }

        Assert.Equal(Enumerable.Range(1, events.Length).Select(i => _watch.Revision + i), events.Select(change => change.Revision));
        foreach (KeyValue key in found.KeyValues)
        {
            int writer = int.Parse(key.Key[_prefix.Length..], CultureInfo.InvariantCulture);
            Assert.True(key.Version >= _acknowledged[writer], $"{key}: {_acknowledged[writer]} steps were acknowledged");
            IEnumerable<string> values = events.Where(change => change.Key == key.Key).Select(change => Encoding.UTF8.GetString(change.Current.Value.Span));
            Assert.Equal(Enumerable.Range(1, (int)key.Version).Select(i => $"{i}"), values);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writing);
        await _watch.DisposeAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        string key = _prefix + writer;
        (long value, long revision) = (0, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TransactionResult result = await _store.CommitAsync(Transaction.PutIf(key, revision, Encoding.UTF8.GetBytes($"{value + 1}")));
                if (result.Succeeded)
                {
                    (value, revision) = (value + 1, result.Revision);
                    _acknowledged[writer] = value;
                }
                else
                {
                    // A step that got no answer has happened after all.
                    KeyValue current = result.Results[0].Range!.KeyValues[0];
                    (value, revision) = (current.Version, current.ModRevision);
                }
            }
            catch (StoreUnavailableException)
            {
                // Nobody knows whether it has happened; the next comparison tells.
            }
        }
    }

    private async Task WatchAsync()
    {
        await foreach (WatchResponse response in _watch)
        {
            lock (_events)
            {
                _events.AddRange(response.Events);
            }

            Interlocked.Exchange(ref _seen, response.Revision);
        }
    }
}
