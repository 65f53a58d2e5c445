namespace KubeSharp.Addons.ClusterDns;

/// <summary>Record and question types (RFC 1035, 3596, 2782, 6891).</summary>
internal enum DnsRecordType : ushort
{
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    TXT = 16,
    AAAA = 28,
    SRV = 33,
    OPT = 41,
    Any = 255,
}
