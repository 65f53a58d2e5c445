using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.ApiServer.Pki;

namespace KubeSharp.ApiServer.Authentication.X509;

/// <summary>The user that a verified client certificate stands for.</summary>
internal static class CertificateUsers
{
    /// <summary>Null when the certificate names nobody.</summary>
    public static UserInfo? Of(X509Certificate2 certificate)
    {
        var subject = CertificateSubject.Of(certificate);
        if (subject.CommonName.Length == 0)
        {
            return null;
        }

        var credential = "X509SHA256=" + certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
        return new UserInfo
        {
            Name = subject.CommonName,
            UID = subject.Uid,
            Groups = [.. subject.Organizations, WellKnownUsers.AuthenticatedGroup],
            Extra = default(ApiMap<ApiList<string>>).Set(ExtraKeys.CredentialId, [credential]),
        };
    }
}
