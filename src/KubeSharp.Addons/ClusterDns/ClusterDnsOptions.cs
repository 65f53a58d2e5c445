using System.Net;

namespace KubeSharp.Addons.ClusterDns;

public sealed record ClusterDnsOptions
{
    /// <summary>Where the server listens, UDP and TCP. The endpoint of the kube-dns service.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Address of the kube-dns service, as the kubelet gives it to pods.</summary>
    public required string ClusterIP { get; init; }

    public required string NodeName { get; init; }

    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>File with the name servers for all other names.</summary>
    public string ResolverConfiguration { get; init; } = "/etc/resolv.conf";
}
