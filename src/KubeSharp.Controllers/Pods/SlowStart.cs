namespace KubeSharp.Controllers.Pods;

/// <summary>
/// Does a thing many times in batches that double (1, 2, 4 …) as long as all succeed, so that a request which the server refuses
/// is not made hundreds of times.
/// </summary>
internal static class SlowStart
{
    /// <summary>Returns how often it succeeded, and the first failure, if any.</summary>
    public static async Task<(int Succeeded, Exception? Failure)> RunAsync(int count, Func<int, Task> action)
    {
        var done = 0;
        for (var batch = Math.Min(1, count); batch > 0; batch = Math.Min(2 * batch, count - done))
        {
            var tasks = new Task[batch];
            for (var i = 0; i < batch; i++)
            {
                tasks[i] = action(done + i);
            }

            var failure = await FirstFailureAsync(tasks).ConfigureAwait(false);
            if (failure is not null)
            {
                return (done + tasks.Count(static task => task.IsCompletedSuccessfully), failure);
            }

            done += batch;
        }

        return (done, null);
    }

    /// <summary>Waits for all and returns the first failure.</summary>
    public static async Task<Exception?> FirstFailureAsync(Task[] tasks)
    {
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var task in tasks)
        {
            if (!task.IsCompletedSuccessfully)
            {
                return task.Exception?.InnerException ?? new OperationCanceledException();
            }
        }

        return null;
    }
}
