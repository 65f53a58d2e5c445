namespace KubeSharp.ApiServer.Authentication.X509;

/// <param name="User">Null when the certificate does not hold.</param>
internal sealed record CertificateOutcome(UserInfo? User, DateTimeOffset NotAfter);
