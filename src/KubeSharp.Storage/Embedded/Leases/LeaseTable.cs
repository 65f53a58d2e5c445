using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Leases;

/// <summary>The granted leases, when they end and which keys are attached. The lock guards everything and is never held across I/O.</summary>
internal sealed class LeaseTable : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<long> _expired;
    private readonly ITimer _timer;
    private readonly Dictionary<long, LeaseState> _leases = [];

    // Deadlines as they were when enqueued; a lease that was kept alive goes in again when its old deadline comes up.
    private readonly PriorityQueue<long, DateTimeOffset> _deadlines = new();

    /// <param name="time">The clock.</param>
    /// <param name="expired">Called with the id of a lease whose time is over, until the lease is removed or kept alive.</param>
    public LeaseTable(TimeProvider time, Action<long> expired)
    {
        (_time, _expired) = (time, expired);
        _timer = time.CreateTimer(static state => ((LeaseTable)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static TimeSpan Rounded(TimeSpan timeToLive) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(timeToLive.TotalSeconds)));

    public void Add(Lease lease)
    {
        lock (_lock)
        {
            DateTimeOffset deadline = _time.GetUtcNow() + lease.TimeToLive;
            _leases[lease.Id] = new LeaseState(lease, deadline);
            _deadlines.Enqueue(lease.Id, deadline);
            Arm();
        }
    }

    public bool Contains(long id)
    {
        lock (_lock)
        {
            return _leases.ContainsKey(id);
        }
    }

    public bool IsExpired(long id)
    {
        lock (_lock)
        {
            return _leases.TryGetValue(id, out LeaseState? state) && state.Deadline <= _time.GetUtcNow();
        }
    }

    public Lease KeepAlive(long id)
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (!_leases.TryGetValue(id, out LeaseState? state) || state.Deadline <= now)
            {
                throw new LeaseNotFoundException(id);
            }

            state.Deadline = now + state.Lease.TimeToLive;
            return state.Lease;
        }
    }

    public void Remove(long id)
    {
        lock (_lock)
        {
            _leases.Remove(id);
        }
    }

    public IReadOnlyList<long> Ids()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _leases.Values.Where(state => state.Deadline > now).Select(static state => state.Lease.Id).Order()];
        }
    }

    public LeaseStatus? Find(long id)
    {
        lock (_lock)
        {
            TimeSpan remaining = _leases.TryGetValue(id, out LeaseState? state) ? state.Deadline - _time.GetUtcNow() : TimeSpan.Zero;
            return remaining > TimeSpan.Zero ? new LeaseStatus(state!.Lease, remaining, [.. state.Keys.Order(KeyOrder.Instance)]) : null;
        }
    }

    public IReadOnlyList<string> Keys(long id)
    {
        lock (_lock)
        {
            return _leases.TryGetValue(id, out LeaseState? state) ? [.. state.Keys] : [];
        }
    }

    public void Attach(KeyValue current) => Change(current.Lease, current.Key, static (keys, key) => keys.Add(key));

    public void Detach(KeyValue previous) => Change(previous.Lease, previous.Key, static (keys, key) => keys.Remove(key));

    public void Dispose() => _timer.Dispose();

    private void Change(long id, string key, Action<HashSet<string>, string> change)
    {
        if (id == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_leases.TryGetValue(id, out LeaseState? state))
            {
                change(state.Keys, key);
            }
        }
    }

    private void OnTimer()
    {
        List<long> ended = [];
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            while (_deadlines.TryPeek(out long id, out DateTimeOffset due) && due <= now)
            {
                _deadlines.Dequeue();
                if (!_leases.TryGetValue(id, out LeaseState? state))
                {
                    continue;
                }

                if (state.Deadline <= now)
                {
                    ended.Add(id);
                }
                else
                {
                    _deadlines.Enqueue(id, state.Deadline);
                }
            }

            Arm();
        }

        foreach (long id in ended)
        {
            _expired(id);
        }
    }

    private void Arm()
    {
        if (_deadlines.TryPeek(out _, out DateTimeOffset due))
        {
            TimeSpan wait = due - _time.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class LeaseState(Lease lease, DateTimeOffset deadline)
    {
        public Lease Lease { get; } = lease;

        public DateTimeOffset Deadline { get; set; } = deadline;

        public HashSet<string> Keys { get; } = [];
    }
}
