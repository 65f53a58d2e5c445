using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Pki;

/// <summary>A certificate and its private key as <c>NAME.crt</c> and <c>NAME.key</c>.</summary>
internal sealed class KeyPairFile(string directory, string name)
{
    public string CertificatePath { get; } = Path.Combine(directory, name + ".crt");

    public string KeyPath { get; } = Path.Combine(directory, name + ".key");

    /// <summary>Null when a file is missing or the two do not belong together: the pair is then made anew.</summary>
    public X509Certificate2? TryLoad()
    {
        if (!File.Exists(CertificatePath) || !File.Exists(KeyPath))
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(CertificatePath, KeyPath);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    public void Save(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The certificate has no ECDSA key.");

        // Key first: a crash in between leaves a pair that does not match and is made again.
        PrivateFile.Write(KeyPath, key.ExportECPrivateKeyPem() + "\n", secret: true);
        PrivateFile.Write(CertificatePath, certificate.ExportCertificatePem() + "\n", secret: false);
    }
}
