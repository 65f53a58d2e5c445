using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Userspace;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Proxy.Tests.Services;

public sealed class UserspaceServicesTests(ServiceLab lab) : ServiceConformance(lab)
{
    protected override bool KeepsClientAddresses => false;

    private protected override IProxyBackend Create(IPFamily family) =>
        new UserspaceBackend(family, new ForwarderLimits(), NullLogger<UserspaceBackend>.Instance, TimeProvider.System);
}
