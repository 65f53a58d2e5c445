using Microsoft.AspNetCore.Http;

namespace KubeSharp.Serving.Access;

/// <summary>Client certificate first, then bearer token, then anonymous if that is allowed.</summary>
public sealed class DelegatedAuthenticator(ClientCertificates certificates, TokenReviews? tokens, bool allowAnonymous)
{
    private const string Scheme = "Bearer ";

    /// <returns>Null: unauthorized.</returns>
    public async ValueTask<RemoteUser?> AuthenticateAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Connection.ClientCertificate is { } certificate && certificates.Authenticate(certificate) is { } byCertificate)
        {
            return byCertificate;
        }

        var header = http.Request.Headers.Authorization.ToString();
        if (tokens is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            // A wrong token is an error, also where anonymous requests are welcome.
            return await tokens.AuthenticateAsync(header[Scheme.Length..].Trim(), cancellationToken);
        }

        return allowAnonymous ? RemoteUser.Anonymous : null;
    }
}
