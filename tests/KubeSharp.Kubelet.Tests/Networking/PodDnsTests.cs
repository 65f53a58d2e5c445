using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Networking;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.Networking;

public sealed class PodDnsTests : IDisposable
{
    private readonly string _host = Path.GetTempFileName();
    private readonly PodDns _dns;

    public PodDnsTests()
    {
        File.WriteAllText(_host, "# comment\nnameserver 192.0.2.1\nsearch example.org .\noptions timeout:1\n");
        _dns = new PodDns(["10.96.0.10"], "cluster.local", _host);
    }

    public void Dispose() => File.Delete(_host);

    [Fact]
    public void ClusterFirstAsksTheClusterAndSearchesItFirst()
    {
        var config = _dns.ConfigFor(With(DNSPolicy.DNSClusterFirst));

        Assert.Equal(["10.96.0.10"], config.Servers);
        Assert.Equal(["default.svc.cluster.local", "svc.cluster.local", "cluster.local", "example.org"], config.Searches);
        Assert.Equal(["ndots:5"], config.Options);
    }

    [Fact]
    public void DefaultIsTheHosts()
    {
        var config = _dns.ConfigFor(With(DNSPolicy.DNSDefault));

        Assert.Equal(["192.0.2.1"], config.Servers);
        Assert.Equal(["timeout:1"], config.Options);
    }

    [Fact]
    public void HostNetworkFallsBackToTheHost()
    {
        var pod = With(DNSPolicy.DNSClusterFirst);

        Assert.Equal(["192.0.2.1"], _dns.ConfigFor(pod with { Spec = pod.Spec with { HostNetwork = true } }).Servers);
    }

    [Fact]
    public void OwnOptionsReplaceThoseOfTheSameName()
    {
        var pod = With(DNSPolicy.DNSClusterFirst);
        var config = _dns.ConfigFor(pod with
        {
            Spec = pod.Spec with
            {
                DNSConfig = new PodDNSConfig { Nameservers = ["1.1.1.1"], Options = [new PodDNSConfigOption { Name = "ndots", Value = "2" }] },
            },
        });

        Assert.Equal(["10.96.0.10", "1.1.1.1"], config.Servers);
        Assert.Equal(["ndots:2"], config.Options);
    }

    [Fact]
    public void HostsFileNamesThePod()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        pod = pod with { Spec = pod.Spec with { Hostname = "h", Subdomain = "sub", HostAliases = [new HostAlias { IP = "1.2.3.4", Hostnames = ["x", "y"] }] } };

        var text = HostsFile.ForPod(["10.0.0.5"], PodHostname.Of(pod, "cluster.local"), pod.Spec.HostAliases);

        Assert.StartsWith("# Kubernetes-managed hosts file.\n", text);
        Assert.Contains("10.0.0.5\th.sub.default.svc.cluster.local\th\n", text);
        Assert.EndsWith("\n# Entries added by HostAliases.\n1.2.3.4\tx\ty\n", text);
    }

    private static Pod With(string policy)
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        return pod with { Spec = pod.Spec with { DNSPolicy = policy } };
    }
}
