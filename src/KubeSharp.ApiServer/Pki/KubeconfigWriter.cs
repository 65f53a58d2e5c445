using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeSharp.ApiServer.Pki;

/// <summary>Writes kubeconfig files with embedded client certificates of the cluster's authority.</summary>
public sealed class KubeconfigWriter(ClusterPki pki, string server, string clusterName = "kubernetes")
{
    /// <summary>
    /// Makes sure that <paramref name="path"/> logs <paramref name="identity"/> in at this cluster. A file whose certificate and
    /// server are still right is left as it is.
    /// </summary>
    public void Ensure(string path, KubeconfigIdentity identity)
    {
        if (File.Exists(path) && IsCurrent(File.ReadAllText(path), identity))
        {
            return;
        }

        PrivateFile.Write(path, Make(identity), secret: true);
    }

    /// <summary>The text of a kubeconfig with a new certificate.</summary>
    public string Make(KubeconfigIdentity identity)
    {
        using var certificate = pki.IssueClient(identity.UserName, identity.Groups);
        return Compose(identity, certificate);
    }

    private bool IsCurrent(string text, KubeconfigIdentity identity)
    {
        if (ValueOf(text, "server") != server || ValueOf(text, "certificate-authority-data") != AuthorityData())
        {
            return false;
        }

        try
        {
            var pem = Encoding.ASCII.GetString(Convert.FromBase64String(ValueOf(text, "client-certificate-data")));
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return pki.IsCurrent(certificate, identity.UserName, identity.Groups);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private string AuthorityData() => Convert.ToBase64String(File.ReadAllBytes(pki.CaCertificatePath));

    private string Compose(KubeconfigIdentity identity, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        var context = $"{identity.ContextUser}@{clusterName}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            apiVersion: v1
            kind: Config
            clusters:
            - cluster:
                certificate-authority-data: {AuthorityData()}
                server: {server}
              name: {clusterName}
            contexts:
            - context:
                cluster: {clusterName}
                user: {identity.ContextUser}
              name: {context}
            current-context: {context}
            preferences: {"{}"}
            users:
            - name: {identity.ContextUser}
              user:
                client-certificate-data: {Base64(certificate.ExportCertificatePem() + "\n")}
                client-key-data: {Base64(key.ExportECPrivateKeyPem() + "\n")}

            """);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads back what <see cref="Compose"/> wrote; a file in another style simply counts as out of date.</summary>
    private static string ValueOf(string text, string key)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimStart();
            if (trimmed.StartsWith(key, StringComparison.Ordinal) && trimmed[key.Length..].StartsWith(": "))
            {
                return trimmed[(key.Length + 2)..].Trim().ToString();
            }
        }

        return "";
    }
}
