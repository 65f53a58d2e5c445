using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>
/// A bearer token of the Authorization header, or of a WebSocket subprotocol (browsers cannot set headers). The token is taken off
/// the request once it has served, so that it is not passed on to whatever the request is proxied to.
/// </summary>
internal sealed partial class BearerTokenAuthenticator(ITokenAuthenticator tokens, ILogger<BearerTokenAuthenticator> logger) : IAuthenticator
{
    private const string Scheme = "Bearer ";

    public async ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = context.Request.Headers.Authorization.ToString().Trim();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var token = header[Scheme.Length..].Trim();
            var user = token.Length > 0 ? await AuthenticateAsync(token, cancellationToken).ConfigureAwait(false) : null;
            if (user is not null)
            {
                context.Request.Headers.Remove("Authorization");
            }

            return user;
        }

        return WebSocketBearer.TryTake(context.Request, out var offered)
            ? await AuthenticateAsync(offered, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<UserInfo> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            if (await tokens.AuthenticateAsync(token, [], cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result.User;
            }
        }
        catch (InvalidTokenException e)
        {
            LogRefused(logger, e.Message);
        }

        throw ApiErrors.Unauthorized();
    }
}
