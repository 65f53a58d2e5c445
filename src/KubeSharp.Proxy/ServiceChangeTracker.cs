using KubeSharp.Client;

namespace KubeSharp.Proxy;

/// <summary>Collects the services that changed since the last update, and wakes who waits for them.</summary>
internal sealed class ServiceChangeTracker
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private HashSet<NamespacedName> _changed = [];

    public void Add(NamespacedName service)
    {
        lock (_lock)
        {
            _changed.Add(service);
        }

        Wake();
    }

    /// <summary>Waits until something has changed, or for the given time. Returns at once if something has.</summary>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _signal.WaitAsync(limit, cancellationToken);

    public IReadOnlySet<NamespacedName> Take()
    {
        lock (_lock)
        {
            var changed = _changed;
            _changed = [];
            return changed;
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }
}
