using KubeSharp.Proxy.Nftables;

namespace KubeSharp.Proxy;

/// <summary>Makes the back ends of a mode: one for each address family.</summary>
internal static class ProxyBackends
{
    public static IReadOnlyList<IProxyBackend> Create(ProxyOptions options) =>
        [.. ProxyFamilies.OfHost.Select(family => new NftablesBackend(family, options))];
}
