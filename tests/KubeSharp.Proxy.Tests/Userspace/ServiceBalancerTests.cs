using System.Net;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Userspace;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Proxy.Tests.Userspace;

public sealed class ServiceBalancerTests
{
    private static readonly Endpoint A = new("10.244.0.2", 8080, Local: true, Ready: true, Serving: true, Terminating: false);
    private static readonly Endpoint B = A with { Address = "10.244.0.3" };
    private static readonly Endpoint Far = A with { Address = "10.244.1.2", Local = false };
    private static readonly IPAddress Client = IPAddress.Parse("203.0.113.5");

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceBalancer _balancer;

    public ServiceBalancerTests() => _balancer = new ServiceBalancer(_time);

    [Fact]
    public void EndpointsTakeTurns_AndThoseThatFailedAreLeftOut()
    {
        Update(Port(A, B));

        Assert.Equal([A, B, A], Next(3));
        Assert.Equal(A, _balancer.Next(Client, false, [B]));
        Assert.Null(_balancer.Next(Client, false, [A, B]));
    }

    [Fact]
    public void AClientSticksToItsEndpoint_UntilItIsAwayForTooLongOrTheEndpointIs()
    {
        Update(Port(A, B) with { AffinitySeconds = 10 });
        Assert.Equal([A, A], Next(2));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([A], Next(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([B], Next(1));

        Update(Port(A) with { AffinitySeconds = 10 });
        Assert.Equal([A], Next(1));
        Assert.False(_balancer.IsStillThere(Client, false, B));
    }

    [Fact]
    public void ManyClients_AreNotAllRemembered()
    {
        Update(Port(A, B) with { AffinitySeconds = 10 });
        var first = _balancer.Next(Client, false, []);
        for (var number = 0; number < 10_002; number++)
        {
            _time.Advance(TimeSpan.FromMicroseconds(1));
            _balancer.Next(new IPAddress(BitConverter.GetBytes(number)), false, []);
        }

        // Its turn would be another's now.
        Assert.NotEqual(first, _balancer.Next(Client, false, []));
    }

    [Theory]
    [InlineData("203.0.113.5", "10.244.0.2")]
    [InlineData("192.0.2.10", "10.244.1.2")] // the node itself
    [InlineData("10.244.0.9", "10.244.1.2")] // a pod
    public void TrafficFromOutsideStaysHere_WhereThePolicySaysSo(string client, string expected)
    {
        Update(Port(Far) with { ExternalLocal = true, LocalEndpoints = [A] });

        Assert.Equal(expected, _balancer.Next(IPAddress.Parse(client), true, [])!.Address);
    }

    [Theory]
    [InlineData("203.0.113.5", "198.51.100.8", true)]
    [InlineData("203.0.114.5", "198.51.100.8", false)]
    [InlineData("203.0.114.5", "10.96.0.20", true)] // only the balancer's address is guarded
    [InlineData("192.0.2.10", "198.51.100.8", true)]
    public void SourceRangesGuardTheBalancersAddress(string client, string address, bool admitted)
    {
        Update(Port(A) with { LoadBalancerIPs = ["198.51.100.8"], SourceRanges = ["203.0.113.0/24"] });

        Assert.Equal(admitted, _balancer.Admits(IPAddress.Parse(client), IPAddress.Parse(address)));
    }

    private void Update(ServicePort port) => _balancer.Update(port, Samples.Network);

    private IEnumerable<Endpoint?> Next(int times) => Enumerable.Range(0, times).Select(_ => _balancer.Next(Client, false, [])).ToList();

    private static ServicePort Port(params Endpoint[] endpoints) => new()
    {
        Name = new ServicePortName("shop", "web", "", "tcp"),
        ClusterIP = "10.96.0.20",
        Port = 80,
        ClusterEndpoints = endpoints,
    };
}
