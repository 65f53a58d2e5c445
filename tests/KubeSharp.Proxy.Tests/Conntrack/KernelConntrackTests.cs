using System.Net;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Conntrack;

[Trait("Category", "Node")]
public sealed class KernelConntrackTests
{
    private readonly KernelConntrack _conntrack = new();

    [Theory]
    [InlineData(IPFamily.IPv4)]
    [InlineData(IPFamily.IPv6)]
    public void Kernel_TellsItsConversations(IPFamily family) => Assert.All(
        _conntrack.List(family),
        flow => Assert.Equal(family == IPFamily.IPv6, flow.Destination.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6));

    [Fact]
    public void ConversationThatTheKernelDoesNotKnow_IsForgottenWithoutError()
    {
        // udp src=192.0.2.1 dst=192.0.2.2 sport=40000 dport=53, addresses for documentation that nobody talks to.
        var tuple = Convert.FromHexString(
            "34000180" + "14000180" + "08000100" + "c0000201" + "08000200" + "c0000202" + "1c000280" + "0500010011000000" + "060002009c400000" + "0600030000350000");
        var flow = new UdpFlow(IPEndPoint.Parse("192.0.2.2:53"), IPEndPoint.Parse("192.0.2.2:53"), tuple);
        _conntrack.Delete(IPFamily.IPv4, flow);
    }

    [Fact]
    public void ConversationWithoutAName_IsNeverAskedFor() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        _conntrack.Delete(IPFamily.IPv4, new UdpFlow(IPEndPoint.Parse("192.0.2.2:53"), IPEndPoint.Parse("192.0.2.2:53"), default)));
}
