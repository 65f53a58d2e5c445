using KubeSharp.Client;

namespace KubeSharp.Proxy;

/// <summary>Collects the services that changed since the last update, and wakes who waits for them.</summary>
internal sealed class ServiceChangeTracker
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private HashSet<NamespacedName> _changed = [];
    private List<DateTimeOffset> _triggers = [];
    private bool _all = true;

    /// <param name="service">The service that changed, or whose endpoints did.</param>
    /// <param name="trigger">When that happened, if it is known.</param>
    public void Add(NamespacedName service, DateTimeOffset? trigger = null)
    {
        lock (_lock)
        {
            _changed.Add(service);
            if (trigger is { } time)
            {
                _triggers.Add(time);
            }

            Wake();
        }
    }

    /// <summary>Everything is to be written anew.</summary>
    public void AddAll()
    {
        lock (_lock)
        {
            _all = true;
            Wake();
        }
    }

    /// <summary>Waits until something has changed, or for the given time. Returns at once if something has.</summary>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _signal.WaitAsync(limit, cancellationToken);

    /// <summary>What has changed since the last call; the first time that is everything.</summary>
    public ServiceChanges Take()
    {
        lock (_lock)
        {
            var changes = new ServiceChanges(_all, _changed, _triggers);
            (_all, _changed, _triggers) = (false, [], []);
            return changes;
        }
    }

    private void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }
}
