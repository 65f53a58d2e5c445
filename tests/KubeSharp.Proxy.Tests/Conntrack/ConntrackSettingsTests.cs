using KubeSharp.Proxy.Conntrack;

namespace KubeSharp.Proxy.Tests.Conntrack;

public sealed class ConntrackSettingsTests
{
    [Theory]
    [InlineData(32_768, 131_072, 2, 65_536, 131_072L)]
    [InlineData(32_768, 131_072, 8, 65_536, 262_144L)]
    [InlineData(32_768, 131_072, 8, 300_000, null)] // never fewer than there are
    [InlineData(0, 131_072, 8, 65_536, null)]
    public void TheTableIsAsLargeAsTheMachine(int perCore, int min, int cores, long current, long? expected)
    {
        var wanted = ConntrackSettings.Wanted(new ConntrackOptions { MaxPerCore = perCore, Min = min }, cores, current).ToDictionary();

        Assert.Equal(expected, wanted.TryGetValue("net/netfilter/nf_conntrack_max", out var max) ? max : null);
        Assert.Equal(86_400, wanted["net/netfilter/nf_conntrack_tcp_timeout_established"]);
        Assert.DoesNotContain("net/netfilter/nf_conntrack_udp_timeout", wanted.Keys);
    }
}
