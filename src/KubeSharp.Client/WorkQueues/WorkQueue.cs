using System.Threading.Channels;

namespace KubeSharp.Client.WorkQueues;

/// <summary>
/// A queue of keys with the semantics of client-go's: a key waits in it at most once, is given to one worker at a time, and
/// when it is added while a worker has it, it is handed out again after <see cref="Done"/>.
/// </summary>
/// <remarks>
/// <code>
/// Add → dirty ──► ready ──TakeAsync──► processing ──Done──► (ready again, if it became dirty meanwhile)
/// </code>
/// </remarks>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    /// <summary>Guards the three collections below; never held while calling out.</summary>
    private readonly Lock _gate = new();

    /// <summary>Keys that need work, whether they wait in <see cref="_ready"/> or are being processed.</summary>
    private readonly HashSet<TKey> _dirty = [];

    /// <summary>Keys that workers have, and since when.</summary>
    private readonly Dictionary<TKey, long> _processing = [];

    /// <summary>When the waiting keys were added.</summary>
    private readonly Dictionary<TKey, long> _addedAt = [];

    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly IRateLimiter<TKey> _rateLimiter;
    private readonly DelayedKeys<TKey> _delayed;
    private readonly WorkQueueMetrics _metrics;
    private readonly TimeProvider _time;
    private bool _shutDown;

    public WorkQueue(string name, TimeProvider time, IRateLimiter<TKey>? rateLimiter = null)
    {
        Name = name;
        _time = time;
        _rateLimiter = rateLimiter ?? new ControllerRateLimiter<TKey>(time);
        _delayed = new DelayedKeys<TKey>(time, Add);
        _metrics = new WorkQueueMetrics(name, TimesInWork);
    }

    public string Name { get; }

    /// <summary>Keys that wait for a worker now (those that become due later are not counted).</summary>
    public int Count => _ready.Reader.Count;

    /// <summary>Marks the key as needing work. Does nothing if it waits already or the queue is shut down.</summary>
    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (_shutDown || !_dirty.Add(key))
            {
                return;
            }

            _metrics.Adds.Inc();
            _addedAt[key] = _time.GetTimestamp();
            if (!_processing.ContainsKey(key))
            {
                Enqueue(key);
            }
        }
    }

    /// <summary>Adds the key once <paramref name="delay"/> has passed; at once if it is not positive.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        _delayed.Schedule(key, delay);
    }

    /// <summary>Adds the key after the wait that its failures have earned it.</summary>
    public void AddRateLimited(TKey key)
    {
        _metrics.Retries.Inc();
        AddAfter(key, _rateLimiter.When(key));
    }

    /// <summary>The key succeeded, or will never be retried: its back-off starts over.</summary>
    public void Forget(TKey key) => _rateLimiter.Forget(key);

    /// <summary>How often the key failed in a row.</summary>
    public int Requeues(TKey key) => _rateLimiter.Requeues(key);

    /// <summary>
    /// Waits for a key and hands it to the caller, who calls <see cref="Done"/> when finished. The result is false once the queue
    /// is shut down and empty.
    /// </summary>
    public async ValueTask<(bool Taken, TKey Key)> TakeAsync(CancellationToken cancellationToken)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryTake(out var key))
            {
                return (true, key);
            }
        }

        return (false, default!);
    }

    /// <summary>Hands out a key if one waits.</summary>
    public bool TryTake(out TKey key)
    {
        lock (_gate)
        {
            if (!_ready.Reader.TryRead(out key!))
            {
                return false;
            }

            var now = _time.GetTimestamp();
            if (_addedAt.Remove(key, out var added))
            {
                _metrics.Waited.Observe(_time.GetElapsedTime(added, now).TotalSeconds);
            }

            _processing[key] = now;
            _dirty.Remove(key);
            _metrics.Depth.Dec();
            return true;
        }
    }

    /// <summary>The worker has finished with the key; it is handed out again if it was added meanwhile.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            if (_processing.Remove(key, out var since))
            {
                _metrics.Worked.Observe(_time.GetElapsedTime(since).TotalSeconds);
            }

            if (_dirty.Contains(key))
            {
                Enqueue(key);
            }
        }
    }

    /// <summary>Accepts nothing more; what waits already is still handed out.</summary>
    public void ShutDown()
    {
        lock (_gate)
        {
            _shutDown = true;
            _delayed.Dispose();
            _metrics.Dispose();
            _ready.Writer.TryComplete();
        }
    }

    public void Dispose() => ShutDown();

    private List<TimeSpan> TimesInWork()
    {
        lock (_gate)
        {
            return [.. _processing.Values.Select(since => _time.GetElapsedTime(since))];
        }
    }

    private void Enqueue(TKey key)
    {
        if (_ready.Writer.TryWrite(key))
        {
            _metrics.Depth.Inc();
        }
    }
}
