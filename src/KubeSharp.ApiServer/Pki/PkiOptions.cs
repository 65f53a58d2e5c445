namespace KubeSharp.ApiServer.Pki;

/// <summary>What a cluster's key material has to cover. All names end up as subject alternative names of serving certificates.</summary>
public sealed record PkiOptions
{
    /// <summary>Where the files live, laid out and named as kubeadm's <c>/etc/kubernetes/pki</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>Further DNS names and IP addresses under which clients reach the API server (host name, advertise address …).</summary>
    public IReadOnlyList<string> ApiServerHosts { get; init; } = [];

    /// <summary>The address of the <c>kubernetes</c> Service: the first one of the service range, of each family.</summary>
    public IReadOnlyList<string> ServiceAddresses { get; init; } = [];

    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Node whose kubelet serves with a certificate from here; empty makes none.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Further DNS names and addresses of that node.</summary>
    public IReadOnlyList<string> NodeHosts { get; init; } = [];

    public TimeSpan LeafValidity { get; init; } = TimeSpan.FromDays(365);

    public TimeSpan AuthorityValidity { get; init; } = TimeSpan.FromDays(3650);

    /// <summary>A leaf with less than this left is renewed at start.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(90);
}
