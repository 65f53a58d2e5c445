using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Proxy.Tests.Server;

public sealed class ProxyHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProxyHealth _health;

    public ProxyHealthTests() => _health = new ProxyHealth(_time, TimeSpan.FromMinutes(1));

    [Fact]
    public void ItIsHealthyOnceAllIsWritten_AndUntilAChangeWaitsForLong()
    {
        Assert.False(_health.IsHealthy);
        _health.Queued();
        _health.Synced();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(_health.IsHealthy);

        _health.Queued();
        _time.Advance(TimeSpan.FromSeconds(59));
        _health.Queued();
        Assert.True(_health.IsHealthy);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_health.IsHealthy);

        _health.Synced();
        Assert.True(_health.IsHealthy);
    }
}
