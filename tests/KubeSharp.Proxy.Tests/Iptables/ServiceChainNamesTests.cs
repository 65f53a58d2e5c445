using KubeSharp.Proxy.Iptables;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Iptables;

public sealed class ServiceChainNamesTests
{
    /// <summary>Names that upstream's proxy gives to these well-known services on every cluster.</summary>
    [Theory]
    [InlineData("default", "kubernetes", "https", "tcp", "KUBE-SVC-NPX46M4PTMTKRN6Y")]
    [InlineData("kube-system", "kube-dns", "dns", "udp", "KUBE-SVC-TCOU7JCQXEZGVUNU")]
    [InlineData("kube-system", "kube-dns", "dns-tcp", "tcp", "KUBE-SVC-ERIFXISQEP7F7OF4")]
    public void NamesAreUpstreams(string ns, string name, string port, string protocol, string expected) =>
        Assert.Equal(expected, new ServiceChainNames(new ServicePortName(ns, name, port, protocol)).Cluster);
}
