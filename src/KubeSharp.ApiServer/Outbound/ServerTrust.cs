using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Outbound;

/// <summary>Whose certificate a server that is called may show: one of the given authorities', or of those that this machine trusts.</summary>
internal sealed class ServerTrust
{
    private readonly X509Certificate2Collection? _authorities;
    private readonly bool _insecure;

    /// <param name="authorities">PEM; nil or empty for those of the machine.</param>
    /// <param name="insecure">Anybody is trusted.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes are no certificates.</exception>
    public ServerTrust(ByteString authorities, bool insecure = false)
    {
        _insecure = insecure;
        _authorities = authorities.IsNil || authorities.Length == 0 ? null : Read(authorities.Span);
    }

    /// <summary>To be called by a TLS client when it has seen the server's certificate.</summary>
    public bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (_insecure)
        {
            return true;
        }

        if (_authorities is null || certificate is not X509Certificate2 server)
        {
            return errors == SslPolicyErrors.None;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(server);
    }

    private static X509Certificate2Collection Read(ReadOnlySpan<byte> pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(pem));
        return certificates;
    }
}
