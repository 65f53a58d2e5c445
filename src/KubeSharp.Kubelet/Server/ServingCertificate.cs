using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving;

namespace KubeSharp.Kubelet.Server;

/// <summary>The certificate that the kubelet's server shows.</summary>
internal static class ServingCertificate
{
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
        using var certificate = SelfSigned.Create($"{nodeName}@{now.ToUnixTimeSeconds()}", [nodeName, .. addresses], now);
        using var key = certificate.GetECDsaPrivateKey()!;
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
