using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Pki;

/// <summary>The key that signs ServiceAccount tokens: <c>sa.key</c> and <c>sa.pub</c>.</summary>
/// <remarks>A new key is ECDSA P-256: signing costs a twentieth of RSA. An RSA key that is already there is kept.</remarks>
internal static class ServiceAccountKeyFile
{
    public static void Ensure(string keyPath, string publicPath)
    {
        if (!File.Exists(keyPath))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(keyPath, key.ExportECPrivateKeyPem() + "\n", secret: true);
            PrivateFile.Write(publicPath, key.ExportSubjectPublicKeyInfoPem() + "\n", secret: false);
        }
        else if (!File.Exists(publicPath))
        {
            PrivateFile.Write(publicPath, PublicPartOf(File.ReadAllText(keyPath)) + "\n", secret: false);
        }
    }

    private static string PublicPartOf(string privatePem)
    {
        if (privatePem.Contains("RSA PRIVATE KEY", StringComparison.Ordinal))
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(privatePem);
            return rsa.ExportSubjectPublicKeyInfoPem();
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(privatePem);
        return ecdsa.ExportSubjectPublicKeyInfoPem();
    }
}
