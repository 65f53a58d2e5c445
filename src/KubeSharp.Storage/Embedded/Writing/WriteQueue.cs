namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>What waits for the writer thread. A monitor rather than a channel, because the writer is a thread and not a task.</summary>
internal sealed class WriteQueue
{
    private readonly object _lock = new();
    private readonly Queue<WriteRequest> _waiting = new();
    private bool _closed;

    /// <returns>False if the queue is closed.</returns>
    public bool TryEnqueue(WriteRequest request)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _waiting.Enqueue(request);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_lock);
            }

            return true;
        }
    }

    /// <summary>Moves up to <paramref name="most"/> requests into the list.</summary>
    /// <returns>False if the queue is closed and empty.</returns>
    public bool Take(List<WriteRequest> requests, int most, bool wait)
    {
        lock (_lock)
        {
            while (wait && _waiting.Count == 0 && !_closed)
            {
                Monitor.Wait(_lock);
            }

            while (requests.Count < most && _waiting.TryDequeue(out WriteRequest? request))
            {
                requests.Add(request);
            }

            return requests.Count > 0 || !_closed;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }
}
