using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Networking;

/// <summary>What the resolver of a pod is told, by its DNS policy.</summary>
internal sealed class PodDns(IReadOnlyList<string> clusterDns, string clusterDomain, string hostResolvConf)
{
    private const int MaxServers = 3;
    private const int MaxSearches = 32;
    private const string ClusterOptions = "ndots:5";

    public DNSConfig ConfigFor(Pod pod)
    {
        var config = pod.Spec.DNSPolicy switch
        {
            DNSPolicy.DNSNone => ResolvConf.Empty,
            DNSPolicy.DNSClusterFirstWithHostNet => Cluster(pod),
            DNSPolicy.DNSDefault => Host(),
            _ => pod.Spec.HostNetwork ? Host() : Cluster(pod),
        };
        if (pod.Spec.DNSConfig is { } custom)
        {
            config = new ResolvConf(
                [.. config.Servers.Concat(custom.Nameservers).Distinct(StringComparer.Ordinal)],
                [.. config.Searches.Concat(custom.Searches).Distinct(StringComparer.Ordinal)],
                MergeOptions(config.Options, custom));
        }
        var result = new DNSConfig();
        result.Servers.AddRange(config.Servers.Take(MaxServers));
        result.Searches.AddRange(config.Searches.Take(MaxSearches));
        result.Options.AddRange(config.Options);
        return result;
    }

    private ResolvConf Cluster(Pod pod)
    {
        var host = Host();
        if (clusterDns.Count == 0)
        {
            return host;
        }
        string[] own = clusterDomain.Length == 0
            ? []
            : [$"{pod.Metadata.Namespace}.svc.{clusterDomain}", $"svc.{clusterDomain}", clusterDomain];
        return new ResolvConf(clusterDns, [.. own.Concat(host.Searches).Distinct(StringComparer.Ordinal)], [ClusterOptions]);
    }

    private ResolvConf Host()
    {
        if (hostResolvConf.Length == 0)
        {
            return ResolvConf.Empty;
        }
        try
        {
            return ResolvConf.Parse(File.ReadAllText(hostResolvConf));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ResolvConf.Empty;
        }
    }

    /// <summary>Options of the pod replace those of the same name.</summary>
    private static List<string> MergeOptions(IReadOnlyList<string> options, PodDNSConfig custom)
    {
        var merged = new List<string>();
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in custom.Options)
        {
            own.Add(option.Name);
            merged.Add(string.IsNullOrEmpty(option.Value) ? option.Name : $"{option.Name}:{option.Value}");
        }
        return [.. options.Where(option => !own.Contains(option.Split(':')[0])), .. merged];
    }
}
