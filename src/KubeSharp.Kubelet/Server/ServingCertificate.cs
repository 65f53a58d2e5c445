using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.Kubelet.Server;

/// <summary>The certificate that the kubelet's server shows.</summary>
internal static class ServingCertificate
{
    private const int ValidYears = 1;

    /// <summary>Loads what the options name, or the self-signed one of an earlier start, or makes one.</summary>
    /// <exception cref="CryptographicException">The files hold no certificate or a key of another.</exception>
    public static X509Certificate2 Load(KubeletServerOptions options, string nodeName, IReadOnlyList<string> addresses, TimeProvider time)
    {
        if (options.TLSCertFile.Length > 0)
        {
            return X509Certificate2.CreateFromPemFile(options.TLSCertFile, options.TLSPrivateKeyFile);
        }

        var certificatePath = Path.Combine(options.CertDirectory, "kubelet.crt");
        var keyPath = Path.Combine(options.CertDirectory, "kubelet.key");
        if (File.Exists(certificatePath) && File.Exists(keyPath))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            if (kept.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime)
            {
                return kept;
            }

            kept.Dispose();
        }

        return Create(certificatePath, keyPath, nodeName, addresses, time.GetUtcNow());
    }

    private static X509Certificate2 Create(string certificatePath, string keyPath, string nodeName, IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={nodeName}@{now.ToUnixTimeSeconds()}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(nodeName);
        foreach (var address in addresses)
        {
            if (IPAddress.TryParse(address, out var ip))
            {
                names.AddIpAddress(ip);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(ValidYears));
        Directory.CreateDirectory(Path.GetDirectoryName(keyPath)!);
        WritePrivately(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
    }

    private static void WritePrivately(string path, string text)
    {
        using var writer = new StreamWriter(new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }));
        writer.Write(text);
    }
}
