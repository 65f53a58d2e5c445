using KubeSharp.Client.WorkQueues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.WorkQueues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>("test", _time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void AKeyWaitsOnlyOnce()
    {
        _queue.Add("a");
        _queue.Add("a");

        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void AKeyAddedWhileProcessedComesBackAfterDone()
    {
        _queue.Add("a");
        Assert.True(_queue.TryTake(out var key));

        _queue.Add("a");
        Assert.False(_queue.TryTake(out _));
        _queue.Done(key);

        Assert.True(_queue.TryTake(out _));
    }

    [Fact]
    public void DoneWithoutAChangeDoesNotBringTheKeyBack()
    {
        _queue.Add("a");
        _queue.TryTake(out var key);

        _queue.Done(key);

        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task ShutDownHandsOutWhatWaitsAndThenEnds()
    {
        _queue.Add("a");
        _queue.ShutDown();
        _queue.Add("b");

        Assert.Equal((true, "a"), await _queue.TakeAsync(TestContext.Current.CancellationToken));
        Assert.False((await _queue.TakeAsync(TestContext.Current.CancellationToken)).Taken);
    }

    [Fact]
    public void AddAfterWaitsForItsTime()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, _queue.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void AddAfterTwiceFiresOnceAtTheEarlierTime()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_queue.TryTake(out var key));
        _queue.Done(key);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void RateLimitedAddsBackOffUntilForgotten()
    {
        _queue.AddRateLimited("a");
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(_queue.TryTake(out var key));
        _queue.Done(key);

        _queue.AddRateLimited("a");
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(0, _queue.Count);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(1, _queue.Count);
        Assert.Equal(2, _queue.Requeues("a"));

        _queue.Forget("a");
        Assert.Equal(0, _queue.Requeues("a"));
    }

    [Fact]
    public async Task AFailedReconciliationIsTriedAgain()
    {
        var tries = 0;
        _queue.Add("a");
        ValueTask Reconcile(string key, CancellationToken token) => ++tries == 1 ? throw new IOException("no") : ValueTask.CompletedTask;

        await QueueWorkers.DrainAsync(_queue, Reconcile, NullLogger.Instance, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        await QueueWorkers.DrainAsync(_queue, Reconcile, NullLogger.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(2, tries);
        Assert.Equal(0, _queue.Requeues("a"));
    }

    [Fact]
    public async Task WorkersNeverShareAKey()
    {
        var active = 0;
        var most = 0;
        var rounds = 0;
        using var stop = new CancellationTokenSource();
        async ValueTask Reconcile(int key, CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref active));
            await Task.Yield();
            Interlocked.Decrement(ref active);
            if (Interlocked.Increment(ref rounds) == 100)
            {
                await stop.CancelAsync();
            }
        }

        using var queue = new WorkQueue<int>("shared", _time);
        var workers = QueueWorkers.RunAsync(queue, 4, Reconcile, NullLogger.Instance, stop.Token);
        while (!stop.IsCancellationRequested)
        {
            queue.Add(1);
            await Task.Yield();
        }

        await workers;
        Assert.Equal(1, most);
    }
}
