using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.StoreServer;

/// <summary>Where the store is served, and to whom.</summary>
public sealed record StoreServerOptions
{
    /// <summary>
    /// Addresses to listen on (--listen-client-urls). Who reaches one can read and change everything, so <c>http</c> is for loopback only;
    /// <c>https</c> asks for a certificate of <see cref="ClientAuthorities"/>. Port 0 takes a free one.
    /// </summary>
    public required IReadOnlyList<Uri> ListenClientUrls { get; init; }

    /// <summary>The certificate shown to clients, with its key (--cert-file, --key-file).</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Authorities of the clients' certificates (--trusted-ca-file).</summary>
    public X509Certificate2Collection? ClientAuthorities { get; init; }
}
