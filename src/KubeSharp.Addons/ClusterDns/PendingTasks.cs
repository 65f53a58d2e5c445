namespace KubeSharp.Addons.ClusterDns;

/// <summary>The requests that a server loop has begun and not finished, so that the loop can wait for them at its end.</summary>
internal sealed class PendingTasks
{
    private readonly HashSet<Task> _tasks = [];
    private readonly Lock _lock = new();

    public void Add(Task task)
    {
        lock (_lock)
        {
            _tasks.Add(task);
        }

        task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task WhenAllAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_tasks);
        }
    }

    private void Remove(Task task)
    {
        lock (_lock)
        {
            _tasks.Remove(task);
        }
    }
}
