using KubeSharp.Proxy.Iptables;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;
using KubeSharp.Proxy.Userspace;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy;

/// <summary>Makes the back ends of a mode: one for each address family.</summary>
internal static class ProxyBackends
{
    /// <summary>The mode that this machine is given; see <see cref="ProxyMode.Automatic"/>.</summary>
    public static async Task<ProxyMode> ChooseAsync(ProxyMode wanted, CancellationToken cancellationToken) =>
        wanted != ProxyMode.Automatic ? wanted
        : await AnswersAsync("nft", ["list", "tables"], cancellationToken) ? ProxyMode.Nftables
        : await AnswersAsync("iptables-save", ["-t", "nat"], cancellationToken) ? ProxyMode.Iptables
        : ProxyMode.Userspace;

    public static IReadOnlyList<IProxyBackend> Create(ProxyMode mode, ProxyOptions options, ILoggerFactory loggers, TimeProvider time) =>
        [.. ProxyFamilies.OfHost.Select(family => Create(mode, family, options, loggers, time))];

    private static IProxyBackend Create(ProxyMode mode, IPFamily family, ProxyOptions options, ILoggerFactory loggers, TimeProvider time) => mode switch
    {
        ProxyMode.Iptables => new IptablesBackend(family, options),
        ProxyMode.Userspace => new UserspaceBackend(family, new ForwarderLimits(), loggers.CreateLogger<UserspaceBackend>(), time),
        _ => new NftablesBackend(family, options),
    };

    /// <summary>Whether the packet filter is there, and the kernel lets us at it.</summary>
    private static async Task<bool> AnswersAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            await FilterCommand.RunAsync(program, arguments, "", cancellationToken);
            return true;
        }
        catch (ProxyBackendException)
        {
            return false;
        }
    }
}
