using KubeSharp.Proxy.Iptables;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Services;

public sealed class IptablesServicesTests(ServiceLab lab) : ServiceConformance(lab)
{
    private protected override IProxyBackend Create(IPFamily family) => new IptablesBackend(family, Options);
}
