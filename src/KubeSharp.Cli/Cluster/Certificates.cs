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
        catch (Exception failure) when (IsUsersMistake(failure))
        {
            throw new UserException($"the certificate {certificatePath} or its key {keyPath} cannot be read: {failure.Message}");
        }
    }

    /// <summary>All certificates of a PEM file.</summary>
    public static X509Certificate2Collection LoadAll(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? certificates : throw new CryptographicException("there is no certificate in it");
        }
        catch (Exception failure) when (IsUsersMistake(failure))
        {
            throw new UserException($"the certificates of {path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>The certificates behind the first of a PEM file, which vouch for it.</summary>
    public static X509Certificate2Collection LoadIntermediates(string path) => [.. LoadAll(path).Skip(1)];

    private static bool IsUsersMistake(Exception failure) => failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;
}
