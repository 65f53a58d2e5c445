using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;

namespace KubeSharp.Kubelet.Server.Authentication;

/// <summary>Client certificates of the cluster's authority: the common name is the user, the organizations are its groups.</summary>
internal sealed class ClientCertificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    private readonly X509Certificate2Collection _authorities = [];
    private readonly TimeProvider _time;

    /// <param name="caFile">PEM file; empty accepts no certificate.</param>
    /// <param name="time">Decides what has expired.</param>
    public ClientCertificates(string caFile, TimeProvider time)
    {
        _time = time;
        if (caFile.Length > 0)
        {
            _authorities.ImportFromPemFile(caFile);
        }
    }

    /// <returns>Null where no authority vouches for the certificate.</returns>
    public KubeletUser? Authenticate(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ClientAuthentication));
        if (_authorities.Count == 0 || !chain.Build(certificate))
        {
            return null;
        }

        var name = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                continue;
            }

            switch (part.GetSingleElementType().Value)
            {
                case CommonName:
                    name = part.GetSingleElementValue() ?? "";
                    break;
                case Organization:
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        return name.Length == 0 ? null : new KubeletUser(name, "", [.. groups, "system:authenticated"], default);
    }
}
