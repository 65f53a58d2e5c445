using KubeSharp.ApiServer.Authentication.OpenIdConnect;

namespace KubeSharp.ApiServer.Authentication.Configuration;

/// <summary>--authentication-config: AuthenticationConfiguration of apiserver.config.k8s.io.</summary>
/// <param name="Issuers">Whose ID tokens are accepted.</param>
/// <param name="Anonymous">Null leaves it to --anonymous-auth.</param>
internal sealed record AuthenticationConfiguration(IReadOnlyList<JwtIssuer> Issuers, AnonymousAccess? Anonymous);
