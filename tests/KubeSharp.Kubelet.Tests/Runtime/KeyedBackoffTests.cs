using KubeSharp.Kubelet.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Runtime;

public sealed class KeyedBackoffTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeyedBackoff _backoff;

    public KeyedBackoffTests() => _backoff = new KeyedBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), _time);

    [Fact]
    public void FirstFailureWaitsNothing() => Assert.Equal(TimeSpan.Zero, _backoff.Remaining("a", _time.GetUtcNow()));

    [Fact]
    public void WaitsDoubleUpToTheBound()
    {
        var delays = new List<double>();
        for (var failure = 0; failure < 7; failure++)
        {
            _backoff.Next("a", _time.GetUtcNow());
            delays.Add(_backoff.Delay("a").TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300], delays);
    }

    [Fact]
    public void WaitCountsFromTheFailure()
    {
        _backoff.Next("a", _time.GetUtcNow());
        var failed = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(6), _backoff.Remaining("a", failed));
    }

    [Fact]
    public void StartsOverAfterALongTimeWithoutFailure()
    {
        _backoff.Next("a", _time.GetUtcNow());
        _backoff.Next("a", _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(11));
        _backoff.Next("a", _time.GetUtcNow());

        Assert.Equal(TimeSpan.FromSeconds(10), _backoff.Delay("a"));
    }
}
