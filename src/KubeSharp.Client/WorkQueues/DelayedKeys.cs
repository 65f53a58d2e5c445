namespace KubeSharp.Client.WorkQueues;

/// <summary>
/// Keys that become due later. One timer serves them all; a key that is scheduled twice fires once, at the earlier time.
/// </summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Dictionary<TKey, DateTimeOffset> _dueAt = [];
    private readonly PriorityQueue<TKey, DateTimeOffset> _order = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<TKey> _fire;
    private readonly ITimer _timer;
    private bool _disposed;

    public DelayedKeys(TimeProvider time, Action<TKey> fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(static state => ((DelayedKeys<TKey>)state!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Schedule(TKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            var due = _time.GetUtcNow() + delay;
            if (_disposed || (_dueAt.TryGetValue(key, out var earlier) && earlier <= due))
            {
                return;
            }

            _dueAt[key] = due;
            _order.Enqueue(key, due);
            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _order.Clear();
            _dueAt.Clear();
            _timer.Dispose();
        }
    }

    private void FireDue()
    {
        List<TKey> due = [];
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var now = _time.GetUtcNow();
            while (_order.TryPeek(out var key, out var at) && at <= now)
            {
                _order.Dequeue();
                if (_dueAt.TryGetValue(key, out var current) && current == at)
                {
                    _dueAt.Remove(key);
                    due.Add(key);
                }
            }

            Arm();
        }

        foreach (var key in due)
        {
            _fire(key);
        }
    }

    private void Arm()
    {
        if (!_order.TryPeek(out _, out var at))
        {
            return;
        }

        // Timers take whole milliseconds: round up, or one that fires early would be re-armed with zero.
        var wait = Math.Max(0, Math.Ceiling((at - _time.GetUtcNow()).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(wait, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }
}
