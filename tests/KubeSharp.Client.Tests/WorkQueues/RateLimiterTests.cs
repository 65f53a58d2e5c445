using KubeSharp.Client.WorkQueues;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.WorkQueues;

public sealed class RateLimiterTests
{
    [Fact]
    public void TheWaitDoublesUpToTheLimit()
    {
        var limiter = new ExponentialFailureRateLimiter<string>(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1000));
        TimeSpan last = default;
        Assert.Equal(TimeSpan.FromMilliseconds(5), limiter.When("a"));
        Assert.Equal(TimeSpan.FromMilliseconds(10), limiter.When("a"));
        for (var i = 0; i < 2000; i++)
        {
            last = limiter.When("a");
        }

        Assert.Equal(TimeSpan.FromSeconds(1000), last);
        Assert.Equal(TimeSpan.FromMilliseconds(5), limiter.When("b"));
    }

    [Fact]
    public void ABucketStartsFullAndRefills()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(10, 2, time);

        Assert.True(bucket.TryTake());
        Assert.True(bucket.TryTake());
        Assert.False(bucket.TryTake());
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(bucket.TryTake());
        Assert.Equal(TimeSpan.FromMilliseconds(100), bucket.Reserve());
        Assert.Equal(TimeSpan.FromMilliseconds(200), bucket.Reserve());
    }
}
