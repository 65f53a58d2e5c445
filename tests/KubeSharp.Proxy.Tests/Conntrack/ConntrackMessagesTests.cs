using System.Net;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Netlink;

namespace KubeSharp.Proxy.Tests.Conntrack;

public sealed class ConntrackMessagesTests
{
    /// <summary>udp 17 src=10.244.0.5 dst=10.96.0.10 sport=40000 dport=53 src=10.244.0.2 dst=10.244.0.5 sport=1053 dport=40000, of a little-endian machine.</summary>
    private const string Body =
        "02000000" // family, version, resource
        + "34000180" + "14000180" + "08000100" + "0af40005" + "08000200" + "0a60000a" + "1c000280" + "0500010011000000" + "060002009c400000" + "0600030000350000"
        + "34000280" + "14000180" + "08000100" + "0af40002" + "08000200" + "0af40005" + "1c000280" + "0500010011000000" + "06000200041d0000" + "060003009c400000"
        + "08000c00" + "01020304"
        + "08000700" + "0000001e";

    [Fact]
    public void FlowIsRead_AndNamedByItsTupleAndNumber()
    {
        var flow = ConntrackMessages.Flow(Convert.FromHexString(Body))!;

        Assert.Equal(IPEndPoint.Parse("10.96.0.10:53"), flow.Destination);
        Assert.Equal(IPEndPoint.Parse("10.244.0.2:1053"), flow.Answering);
        Assert.Equal(Body[8..112] + "08000c0001020304", Convert.ToHexStringLower(flow.Handle.Span));
    }

    [Fact]
    public void OtherProtocols_AreLeftOut() =>
        Assert.Null(ConntrackMessages.Flow(Convert.FromHexString(Body.Replace("0500010011000000", "0500010006000000", StringComparison.Ordinal))));

    [Fact]
    public void Requests_NameSubsystemAndFamily()
    {
        Assert.Equal("1400000001010103000000000000000002000000", Convert.ToHexStringLower(ConntrackMessages.List(IPFamily.IPv4)));
        Assert.Equal("18000000020105000000000000000000" + "0a000000" + "aabbccdd", Convert.ToHexStringLower(ConntrackMessages.Delete(IPFamily.IPv6, [0xaa, 0xbb, 0xcc, 0xdd])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("02000000")]
    [InlineData("02000000ffff0180")]
    [InlineData("0200000004000180")]
    [InlineData("02000000030001800000")]
    public void BrokenMessages_AreNoFlows(string body) => Assert.Null(ConntrackMessages.Flow(Convert.FromHexString(body)));

    [Fact]
    public void Messages_AreCutOneByOne()
    {
        ReadOnlySpan<byte> received = Convert.FromHexString("14000000020000000000000000000000feffffff" + "10000000030000000000000000000000" + "ff000000");

        Assert.True(NetlinkReader.TryNext(ref received, out var type, out var body));
        Assert.Equal((NetlinkReader.ErrorType, 2), (type, NetlinkReader.Error(body)));
        Assert.True(NetlinkReader.TryNext(ref received, out type, out _));
        Assert.Equal(NetlinkReader.DoneType, type);
        Assert.False(NetlinkReader.TryNext(ref received, out _, out _));
    }
}
