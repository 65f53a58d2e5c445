using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Cluster;

internal static class Certificates
{
    /// <summary>A certificate with its key, from PEM files.</summary>
    public static X509Certificate2 Load(string certificatePath, string keyPath)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException)
        {
            throw new UserException($"the certificate {certificatePath} or its key {keyPath} cannot be read: {failure.Message}");
        }
    }
}
