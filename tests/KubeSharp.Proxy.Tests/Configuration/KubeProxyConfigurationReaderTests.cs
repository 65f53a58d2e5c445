using System.Text;
using KubeSharp.Proxy.Configuration;

namespace KubeSharp.Proxy.Tests.Configuration;

public sealed class KubeProxyConfigurationReaderTests
{
    private const string Head = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n";

    [Fact]
    public void AFileOfKubeadmIsUnderstood()
    {
        // As kubeadm 1.36 writes it, with values where it leaves the defaults.
        var (options, kubeconfig) = Read("""
            bindAddress: 192.0.2.9
            bindAddressHardFail: false
            clientConnection:
              acceptContentTypes: ""
              burst: 0
              contentType: ""
              kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
              qps: 0
            clusterCIDR: 10.244.0.0/16,fd00::/48
            configSyncPeriod: 0s
            conntrack:
              maxPerCore: 1000
              min: null
              tcpCloseWaitTimeout: null
              tcpEstablishedTimeout: 1h0m0s
            detectLocal:
              bridgeInterface: ""
              interfaceNamePrefix: veth
            detectLocalMode: InterfaceNamePrefix
            enableProfiling: false
            healthzBindAddress: 127.0.0.1
            hostnameOverride: n7
            iptables:
              localhostNodePorts: false
              masqueradeAll: true
              masqueradeBit: 10
              minSyncPeriod: 2s
              syncPeriod: 40s
            ipvs:
              excludeCIDRs: null
              scheduler: ""
            logging:
              verbosity: 0
            metricsBindAddress: "0.0.0.0:9999"
            mode: iptables
            nftables:
              masqueradeBit: 11
            nodePortAddresses: [192.0.2.0/24]
            oomScoreAdj: null
            portRange: ""
            winkernel:
              enableDSR: false
            """);

        Assert.Equal("/var/lib/kube-proxy/kubeconfig.conf", kubeconfig);
        Assert.Equal((ProxyMode.Iptables, "n7", true, 10, false), (options.Mode, options.NodeName, options.MasqueradeAll, options.MasqueradeBit, options.LocalhostNodePorts));
        Assert.Equal((TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(2)), (options.SyncPeriod, options.MinSyncPeriod));
        Assert.Equal(["192.0.2.9"], options.NodeAddresses);
        Assert.Equal(["10.244.0.0/16", "fd00::/48"], options.ClusterCidrs);
        Assert.Equal((DetectLocalMode.InterfaceNamePrefix, "veth"), (options.DetectLocalMode, options.InterfaceNamePrefix));
        Assert.Equal(("127.0.0.1:10256", "0.0.0.0:9999"), (options.HealthzBindAddress, options.MetricsBindAddress));
        Assert.Equal((1000, 131072, TimeSpan.FromHours(1)), (options.Conntrack.MaxPerCore, options.Conntrack.Min, options.Conntrack.TcpEstablishedTimeout));
    }

    [Fact]
    public void AnEmptyConfiguration_HasUpstreamsDefaults()
    {
        var (options, _) = Read("");

        Assert.Equal((ProxyMode.Automatic, 14, false), (options.Mode, options.MasqueradeBit, options.MasqueradeAll));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)), (options.SyncPeriod, options.MinSyncPeriod));
        Assert.Equal(["primary"], options.NodePortAddresses);
        Assert.Equal(["192.0.2.10"], options.NodeAddresses);
    }

    [Theory]
    [InlineData("mode: magic", "mode: Invalid value: \"magic\"")]
    [InlineData("detectLocalMode: magic", "detectLocalMode: Unsupported value: \"magic\"")]
    [InlineData("detectLocalMode: BridgeInterface", "detectLocal.bridgeInterface: Required value")]
    [InlineData("clusterCIDR: 10.0.0.0", "clusterCIDR: Invalid value: \"10.0.0.0\"")]
    [InlineData("nodePortAddresses: [here]", "nodePortAddresses: Invalid value: \"here\"")]
    [InlineData("healthzBindAddress: here", "healthzBindAddress: Invalid value: \"here\"")]
    [InlineData("iptables: {masqueradeBit: 32}", "iptables.masqueradeBit: Invalid value: 32")]
    [InlineData("iptables: {syncPeriod: 1s, minSyncPeriod: 2s}", "iptables.syncPeriod: Invalid value: \"1s\"")]
    [InlineData("iptables: {syncPeriod: soon}", "iptables.syncPeriod: time: invalid duration \"soon\"")]
    [InlineData("conntrack: {maxPerCore: -1}", "conntrack.maxPerCore: Invalid value: -1")]
    [InlineData("conntrack: {max: 1}", "unknown field \"conntrack.max\"")]
    [InlineData("modes: x", "unknown field \"modes\"")]
    [InlineData("mode: [x]", "mode: must not be")]
    public void WhatCannotBeUsed_IsNamed(string line, string message) =>
        Assert.Contains(message, Assert.Throws<KubeProxyConfigurationException>(() => Read(line)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("a: b: c")]
    [InlineData("kind: KubeletConfiguration")]
    public void OtherFilesAreRefused(string text) =>
        Assert.Throws<KubeProxyConfigurationException>(() => KubeProxyConfigurationReader.Read(Encoding.UTF8.GetBytes(text), Samples.Options));

    private static (ProxyOptions Options, string Kubeconfig) Read(string body) =>
        KubeProxyConfigurationReader.Read(Encoding.UTF8.GetBytes(Head + body), Samples.Options);
}
