namespace KubeSharp.Client.Configuration;

/// <summary>A cluster of a kubeconfig: where it is and how to know it. Data wins over the file of the same meaning.</summary>
public sealed record KubeConfigCluster(string Name)
{
    public string Server { get; init; } = "";

    public string TlsServerName { get; init; } = "";

    public bool InsecureSkipTlsVerify { get; init; }

    public string CertificateAuthority { get; init; } = "";

    /// <summary>PEM.</summary>
    public byte[]? CertificateAuthorityData { get; init; }

    public string ProxyUrl { get; init; } = "";
}
