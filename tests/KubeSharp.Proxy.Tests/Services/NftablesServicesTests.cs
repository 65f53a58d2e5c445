using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;

namespace KubeSharp.Proxy.Tests.Services;

public sealed class NftablesServicesTests(ServiceLab lab) : ServiceConformance(lab)
{
    private protected override IProxyBackend Create(IPFamily family) => new NftablesBackend(family, Options);
}
