using KubeSharp.Api;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.WorkQueues;

/// <summary>Loops that take keys from a queue and reconcile them.</summary>
public static partial class QueueWorkers
{
    /// <summary>
    /// Runs <paramref name="workers"/> loops until the token is cancelled or the queue is shut down. A key whose reconciliation throws is
    /// retried with back-off; one that succeeds starts over.
    /// </summary>
    public static async Task RunAsync<TKey>(
        WorkQueue<TKey> queue,
        int workers,
        Func<TKey, CancellationToken, ValueTask> reconcile,
        ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        var loops = new Task[workers];
        for (var i = 0; i < workers; i++)
        {
            loops[i] = WorkAsync(queue, reconcile, logger, cancellationToken);
        }

        try
        {
            await Task.WhenAll(loops).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how these loops end.
        }
    }

    /// <summary>Reconciles every key that waits now, in order, and returns; for tests and for single steps.</summary>
    public static async Task<int> DrainAsync<TKey>(
        WorkQueue<TKey> queue,
        Func<TKey, CancellationToken, ValueTask> reconcile,
        ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        var count = 0;
        while (queue.TryTake(out var key))
        {
            await ProcessAsync(queue, key, reconcile, logger, cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    private static async Task WorkAsync<TKey>(
        WorkQueue<TKey> queue,
        Func<TKey, CancellationToken, ValueTask> reconcile,
        ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        while (true)
        {
            var (taken, key) = await queue.TakeAsync(cancellationToken).ConfigureAwait(false);
            if (!taken)
            {
                return;
            }

            await ProcessAsync(queue, key, reconcile, logger, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ProcessAsync<TKey>(
        WorkQueue<TKey> queue,
        TKey key,
        Func<TKey, CancellationToken, ValueTask> reconcile,
        ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        try
        {
            await reconcile(key, cancellationToken).ConfigureAwait(false);
            queue.Forget(key);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The key is reconciled after the next start.
        }
        catch (ApiException conflict) when (conflict.IsConflict)
        {
            LogConflict(logger, queue.Name, key, conflict.Message);
            queue.AddRateLimited(key);
        }
        catch (Exception refused) when (refused is ApiException or HttpRequestException or IOException)
        {
            LogRefusal(logger, queue.Name, key, queue.Requeues(key), refused.Message);
            queue.AddRateLimited(key);
        }
        catch (Exception error)
        {
            LogFailure(logger, queue.Name, key, queue.Requeues(key), error);
            queue.AddRateLimited(key);
        }
        finally
        {
            queue.Done(key);
        }
    }
}
