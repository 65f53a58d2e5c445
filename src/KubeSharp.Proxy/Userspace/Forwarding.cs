namespace KubeSharp.Proxy.Userspace;

/// <summary>
/// The running connections and conversations of a back end. They outlive their listener, as connections outlive their rule in a packet filter, and
/// end with the back end.
/// </summary>
internal sealed class Forwarding(ForwarderLimits limits) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _connections = new(limits.Connections, limits.Connections);
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private int _conversations;

    public ForwarderLimits Limits => limits;

    /// <summary>Ends with the back end.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Waits until one connection more may be held.</summary>
    public Task ReserveConnectionAsync(CancellationToken cancellationToken) => _connections.WaitAsync(cancellationToken);

    public void ReleaseConnection() => _connections.Release();

    /// <summary>False if no conversation more may be held.</summary>
    public bool TryReserveConversation()
    {
        if (Interlocked.Increment(ref _conversations) <= limits.Conversations)
        {
            return true;
        }

        ReleaseConversation();
        return false;
    }

    public void ReleaseConversation() => Interlocked.Decrement(ref _conversations);

    /// <summary>Has the task awaited before the back end ends.</summary>
    public void Own(Task task)
    {
        lock (_lock)
        {
            _running.Add(task);
        }

        task.GetAwaiter().OnCompleted(() =>
        {
            lock (_lock)
            {
                _running.Remove(task);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _stop.Dispose();
        _connections.Dispose();
    }
}
