namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>Those who wait for the cache to reach a revision.</summary>
internal sealed class RevisionWaiters
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _revision;

    public long Revision => Volatile.Read(ref _revision);

    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count > 0;
            }
        }
    }

    public Task WaitAsync(long revision)
    {
        lock (_lock)
        {
            if (_revision >= revision)
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, revision);
            return waiter.Task;
        }
    }

    public void Reach(long revision)
    {
        lock (_lock)
        {
            if (revision <= _revision)
            {
                return;
            }

            Volatile.Write(ref _revision, revision);
            while (_waiting.TryPeek(out TaskCompletionSource? waiter, out long wanted) && wanted <= revision)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    public void Fail(Exception error)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out TaskCompletionSource? waiter, out _))
            {
                waiter.TrySetException(error);
            }
        }
    }
}
