using KubeSharp.Proxy.Iptables;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Netlink;
using KubeSharp.Proxy.Userspace;

namespace KubeSharp.Proxy;

/// <summary>Takes out of the kernel what proxies have put there, upstream's as well: a rule of another mode would catch the packets of this one.</summary>
public static class ProxyCleanup
{
    /// <param name="except">The mode whose rules stay; null if none do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What could not be removed.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ProxyMode? except, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var family in ProxyFamilies.OfHost)
        {
            if (except != ProxyMode.Nftables)
            {
                var table = family == IPFamily.IPv4 ? "ip kube-proxy" : "ip6 kube-proxy";
                await TryAsync(failures, () => FilterCommand.RunAsync("nft", ["-f", "-"], $"add table {table}\ndelete table {table}\n", cancellationToken));
            }

            if (except != ProxyMode.Iptables)
            {
                await TryAsync(failures, () => IptablesBackend.CleanUpAsync(family, cancellationToken));
            }
        }

        if (except != ProxyMode.Userspace)
        {
            await TryAsync(failures, static () =>
            {
                ServiceInterface.Delete(UserspaceBackend.InterfaceName);
                return Task.CompletedTask;
            });
        }

        return failures;
    }

    private static async Task TryAsync(List<string> failures, Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (Exception failure) when (failure is ProxyBackendException or IOException)
        {
            failures.Add(failure.Message);
        }
    }
}
