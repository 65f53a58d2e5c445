using System.CommandLine;
using KubeSharp.Cli.Commands;
using KubeSharp.Proxy;

namespace KubeSharp.Cli.Tests.Commands;

/// <summary>Command lines of the proxy, and what a configuration file makes of them.</summary>
public sealed class ProxyFlagsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-proxy-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Flags_AreRead()
    {
        var (options, kubeconfig) = Read(
            "--kubeconfig=/etc/proxy.conf", "--hostname-override=n1", "--bind-address=192.0.2.1", "--proxy-mode=iptables", "--cluster-cidr=10.244.0.0/16,fd00:1::/64",
            "--detect-local-mode=BridgeInterface", "--pod-bridge-interface=cni0", "--nodeport-addresses=192.0.2.0/24", "--masquerade-all",
            "--iptables-masquerade-bit=7", "--iptables-localhost-nodeports=false", "--iptables-sync-period=1m", "--conntrack-max-per-core=5",
            "--conntrack-tcp-timeout-established=2h", "--healthz-bind-address=127.0.0.1", "--metrics-bind-address=127.0.0.1:2");
        Assert.Equal(("/etc/proxy.conf", "n1", ProxyMode.Iptables), (kubeconfig, options.NodeName, options.Mode));
        Assert.Equal(["192.0.2.1"], options.NodeAddresses);
        Assert.Equal(["10.244.0.0/16", "fd00:1::/64"], options.ClusterCidrs);
        Assert.Equal((DetectLocalMode.BridgeInterface, "cni0"), (options.DetectLocalMode, options.BridgeInterface));
        Assert.Equal(["192.0.2.0/24"], options.NodePortAddresses);
        Assert.Equal((true, 7, false), (options.MasqueradeAll, options.MasqueradeBit, options.LocalhostNodePorts));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)), (options.SyncPeriod, options.MinSyncPeriod));
        Assert.Equal((5, TimeSpan.FromHours(2)), (options.Conntrack.MaxPerCore, options.Conntrack.TcpEstablishedTimeout));
        Assert.Equal(("127.0.0.1:10256", "127.0.0.1:2"), (options.HealthzBindAddress, options.MetricsBindAddress));
    }

    /// <summary>As with upstream's: scripts add a flag to a line that has it already.</summary>
    [Fact]
    public void OfAFlagGivenTwice_TheLastCounts()
    {
        var (options, _) = Read(
            "--bind-address=192.0.2.1", "--proxy-mode=iptables", "--masquerade-all", "--conntrack-min=1",
            "--proxy-mode", "userspace", "--masquerade-all=false", "--conntrack-min=2");
        Assert.Equal((ProxyMode.Userspace, false, 2), (options.Mode, options.MasqueradeAll, options.Conntrack.Min));
    }

    [Fact]
    public void TheFile_CountsBeforeTheFlags()
    {
        var (options, kubeconfig) = Read(
            "--bind-address=192.0.2.1", "--hostname-override=n1", "--proxy-mode=iptables", "--kubeconfig=/etc/other.conf",
            "--config=" + Write("mode: userspace\nclusterCIDR: 10.244.0.0/16\nclientConnection:\n  kubeconfig: /etc/proxy.conf\n"));
        Assert.Equal(("/etc/proxy.conf", "n1", ProxyMode.Userspace), (kubeconfig, options.NodeName, options.Mode));
        Assert.Equal(["10.244.0.0/16"], options.ClusterCidrs);
    }

    [Theory]
    [InlineData("--proxy-mode=ipvs", "--proxy-mode ipvs is not available; use nftables, iptables or userspace")]
    [InlineData("--iptables-masquerade-bit=32", "--iptables-masquerade-bit is a number from 0 to 31")]
    [InlineData("--cluster-cidr=10.244", "--cluster-cidr 10.244 is not a network address; write it like 10.96.0.0/16")]
    [InlineData("--conntrack-udp-timeout=soon", "--conntrack-udp-timeout soon is not a span of time; write it like 1m30s")]
    [InlineData("--healthz-bind-address=here", "--healthz-bind-address here is not an address with a port; write it like 127.0.0.1:10256")]
    [InlineData("--detect-local-mode=BridgeInterface", "--detect-local-mode BridgeInterface needs --pod-bridge-interface")]
    public void BadFlags_AreRefused(string flag, string message) =>
        Assert.Equal(message, Assert.Throws<UserException>(() => Read("--bind-address=192.0.2.1", flag)).Message);

    [Theory]
    [InlineData("mode: ipvs", "KubeProxyConfiguration.mode: Invalid value: \"ipvs\": must be nftables, iptables, userspace or blank (blank means the best-available proxy)")]
    [InlineData("modes: iptables", "strict decoding error: unknown field \"modes\"")]
    [InlineData("bindAddress: here", "KubeProxyConfiguration.bindAddress: Invalid value: \"here\": not a valid textual representation of an IP address")]
    public void BadFiles_AreRefused(string line, string message)
    {
        var path = Write(line);
        Assert.Equal($"--config {path}: {message}", Assert.Throws<UserException>(() => Read("--bind-address=192.0.2.1", "--config=" + path)).Message);
    }

    [Fact]
    public void FilesThatCannotBeRead_AreRefused() =>
        Assert.StartsWith($"--config {_directory}: ", Assert.Throws<UserException>(() => Read("--config=" + _directory)).Message, StringComparison.Ordinal);

    private string Write(string lines)
    {
        var path = Path.Combine(_directory, "config.yaml");
        File.WriteAllText(path, "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n" + lines);
        return path;
    }

    private static (ProxyOptions Options, string Kubeconfig) Read(params string[] words)
    {
        var command = new Command("proxy");
        var flags = new ProxyFlags(new FlagSet(command));
        var parsed = command.Parse(words);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed);
    }
}
