using System.Text.Json;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>ID tokens of one issuer (OpenID Connect Core 1.0, 3.1.3.7).</summary>
internal sealed class JwtAuthenticator(JwtIssuer issuer, IssuerKeys keys, TimeProvider time)
{
    private readonly ClaimMapping _mapping = new(issuer);

    public string Issuer => issuer.Url;

    /// <summary>The user of a token of this issuer.</summary>
    /// <exception cref="InvalidTokenException">It does not hold.</exception>
    public async ValueTask<TokenResult> AuthenticateAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (!issuer.SigningAlgorithms.Contains(token.Algorithm))
        {
            throw new InvalidTokenException($"oidc: token signed with unsupported algorithm \"{token.Algorithm}\"");
        }

        if (!await keys.VerifyAsync(token, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidTokenException("oidc: failed to verify signature of the token");
        }

        using var claims = JsonDocument.Parse(token.Payload);
        CheckTimes(claims.RootElement);
        CheckAudience(claims.RootElement);
        return new TokenResult(_mapping.UserOf(claims.RootElement), []);
    }

    private static DateTimeOffset? Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && seconds is > 0 and < 1e11
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;

    private void CheckTimes(JsonElement claims)
    {
        var now = time.GetUtcNow();
        if (Instant(claims, "exp") is not { } expires || expires <= now)
        {
            throw new InvalidTokenException("oidc: verify token: token is expired");
        }

        // A clock that is a little behind the issuer's must not lock out.
        if (Instant(claims, "nbf") > now.AddMinutes(5))
        {
            throw new InvalidTokenException("oidc: verify token: current time is before the nbf (not before) time");
        }
    }

    private void CheckAudience(JsonElement claims)
    {
        var audiences = ClaimMapping.Strings(claims, "aud");
        if (!audiences.Any(issuer.Audiences.Contains))
        {
            throw new InvalidTokenException($"oidc: verify token: expected audience in [{string.Join(' ', issuer.Audiences)}] got [{string.Join(' ', audiences)}]");
        }
    }
}
