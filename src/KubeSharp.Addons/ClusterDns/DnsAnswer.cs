namespace KubeSharp.Addons.ClusterDns;

/// <summary>What is known of a name: its records, records that the client will ask for next, or that there is none.</summary>
internal sealed record DnsAnswer(DnsResponseCode Code, IReadOnlyList<DnsRecord> Records)
{
    public static readonly DnsAnswer NameError = new(DnsResponseCode.NameError, []);

    /// <summary>The name exists, but not with the type asked for.</summary>
    public static readonly DnsAnswer NoData = new(DnsResponseCode.NoError, []);

    public IReadOnlyList<DnsRecord> Additional { get; init; } = [];
}
