using System.Net;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>One resource record; which of the values is used depends on the type.</summary>
internal sealed record DnsRecord(string Name, DnsRecordType Type)
{
    /// <summary>A and AAAA.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>CNAME, NS, PTR and SRV: the name pointed at. SOA: the name server. TXT: the text.</summary>
    public string Target { get; init; } = "";

    /// <summary>SRV.</summary>
    public ushort Port { get; init; }

    /// <summary>SRV: share of each of several targets.</summary>
    public ushort Weight { get; init; }
}
