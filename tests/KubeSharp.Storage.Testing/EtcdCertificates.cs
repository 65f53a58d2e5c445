using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.Storage.Testing;

/// <summary>An authority of its own, and certificates of it for an etcd on loopback and for its clients.</summary>
public sealed class EtcdCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;

    /// <param name="address">Of the etcd that shows the server's certificate.</param>
    public EtcdCertificates(IPAddress address)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=etcd-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _server = Issue("etcd", now, address);
        Client = Issue("kubesharp", now, null);
        Authorities = [_authority];
    }

    private EtcdCertificates(X509Certificate2Collection authorities, X509Certificate2? client, EtcdCertificates other) =>
        (_authority, _server, Authorities, Client) = (other._authority, other._server, authorities, client);

    /// <summary>What clients check etcd's certificate against.</summary>
    public X509Certificate2Collection Authorities { get; }

    public X509Certificate2? Client { get; }

    /// <summary>The certificate of the server, with its key.</summary>
    public X509Certificate2 Server => _server;

    /// <summary>The same for a client that trusts other authorities, or shows another certificate.</summary>
    public EtcdCertificates With(X509Certificate2Collection? authorities = null, X509Certificate2? client = null) =>
        new(authorities ?? Authorities, client, this);

    /// <summary>Writes the files that etcd reads.</summary>
    /// <returns>Its flags for them.</returns>
    public IEnumerable<string> Save(string directory)
    {
        string Write(string name, string pem)
        {
            string path = Path.Combine(directory, name);
            File.WriteAllText(path, pem);
            return path;
        }

        return
        [
            "--client-cert-auth", "--trusted-ca-file", Write("ca.crt", _authority.ExportCertificatePem()),
            "--cert-file", Write("server.crt", _server.ExportCertificatePem()),
            "--key-file", Write("server.key", _server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
        ];
    }

    public void Dispose()
    {
        _authority.Dispose();
        _server.Dispose();
        Client?.Dispose();
    }

    private X509Certificate2 Issue(string name, DateTimeOffset now, IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 issued = request.Create(_authority, now.AddDays(-1), now.AddHours(20), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
