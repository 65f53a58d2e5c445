using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.Storage.Etcd;

/// <summary>Where etcd is, and who we are to it.</summary>
public sealed record EtcdStoreOptions
{
    /// <summary>Client URLs of the members, <c>http</c> or <c>https</c>; at least one (--etcd-servers).</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>How long a request looks for a member that serves it before it fails.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The authorities that members are checked against; null for those of the system (--etcd-cafile).</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The certificate, with its key, that we show (--etcd-certfile, --etcd-keyfile).</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
