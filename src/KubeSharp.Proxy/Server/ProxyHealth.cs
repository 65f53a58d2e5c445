namespace KubeSharp.Proxy.Server;

/// <summary>Whether the proxy keeps up: changes must not wait for long to be written, and one time at least everything was.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">How long changes may wait.</param>
internal sealed class ProxyHealth(TimeProvider time, TimeSpan limit)
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _waitingSince;

    /// <summary>Load balancers may send this node new connections.</summary>
    public bool IsEligible { get; set; } = true;

    /// <summary>The last time that everything was written; null if it never was.</summary>
    public DateTimeOffset? LastUpdated { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public bool IsHealthy
    {
        get
        {
            lock (_lock)
            {
                return LastUpdated is not null && (_waitingSince is not { } since || Now - since < limit);
            }
        }
    }

    /// <summary>There is something to write.</summary>
    public void Queued()
    {
        lock (_lock)
        {
            _waitingSince ??= Now;
        }
    }

    /// <summary>All of it is written.</summary>
    public void Synced()
    {
        lock (_lock)
        {
            _waitingSince = null;
            LastUpdated = Now;
        }
    }
}
