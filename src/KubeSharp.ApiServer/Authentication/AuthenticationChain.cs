using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>
/// Asks each authenticator in turn. A credential that does not hold spoils the request only if no other one does: a client may
/// present a certificate of a foreign authority and a good token. Anonymous access is no way out of a bad credential.
/// </summary>
internal sealed class AuthenticationChain(IReadOnlyList<IAuthenticator> authenticators, AnonymousAccess anonymous) : IAuthenticator
{
    public async ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ApiException? failure = null;
        foreach (var authenticator in authenticators)
        {
            try
            {
                if (await authenticator.AuthenticateAsync(context, cancellationToken) is { } user)
                {
                    return user;
                }
            }
            catch (ApiException e)
            {
                failure = e;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        return anonymous.Allows(context.Request.Path.Value ?? "") ? AnonymousUser.Info : throw ApiErrors.Unauthorized();
    }
}
