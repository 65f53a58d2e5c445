using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Pki;

/// <summary>The key that signs ServiceAccount tokens: <c>sa.key</c> and <c>sa.pub</c>.</summary>
/// <remarks>
/// A new key is RSA 2048, as kubeadm makes it: many that verify tokens elsewhere know RS256 alone. A key that is already there, RSA or
/// ECDSA, is kept.
/// </remarks>
internal static class ServiceAccountKeyFile
{
    private const int KeySize = 2048;

    public static void Ensure(string keyPath, string publicPath)
    {
        if (!File.Exists(keyPath))
        {
            using var key = RSA.Create(KeySize);
            PrivateFile.Write(keyPath, key.ExportRSAPrivateKeyPem() + "\n", secret: true);
            PrivateFile.Write(publicPath, key.ExportSubjectPublicKeyInfoPem() + "\n", secret: false);
        }
        else if (!File.Exists(publicPath))
        {
            PrivateFile.Write(publicPath, PublicPartOf(File.ReadAllText(keyPath)) + "\n", secret: false);
        }
    }

    private static string PublicPartOf(string privatePem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(privatePem);
            return rsa.ExportSubjectPublicKeyInfoPem();
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(privatePem);
            return ecdsa.ExportSubjectPublicKeyInfoPem();
        }
    }
}
