using System.Text.Json;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>Makes the user from the claims of a token that holds.</summary>
internal sealed class ClaimMapping(JwtIssuer issuer)
{
    /// <exception cref="InvalidTokenException">A claim is missing or has the wrong value.</exception>
    public UserInfo UserOf(JsonElement claims)
    {
        foreach (var required in issuer.RequiredClaims)
        {
            if (Text(claims, required.Claim) is not { } value)
            {
                throw new InvalidTokenException($"oidc: required claim {required.Claim} not present in ID token");
            }

            if (value != required.Value)
            {
                throw new InvalidTokenException($"oidc: required claim {required.Claim} value does not match");
            }
        }

        var name = Text(claims, issuer.Username.Claim)
            ?? throw new InvalidTokenException($"oidc: parse username claims \"{issuer.Username.Claim}\": claim not present");
        if (name.Length == 0)
        {
            throw new InvalidTokenException($"oidc: parse username claims \"{issuer.Username.Claim}\": empty");
        }

        if (issuer.Username.Claim == "email" && claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind != JsonValueKind.True)
        {
            throw new InvalidTokenException("oidc: email not verified");
        }

        return new UserInfo
        {
            Name = issuer.Username.Prefix + name,
            UID = issuer.UidClaim.Length == 0
                ? ""
                : Text(claims, issuer.UidClaim) ?? throw new InvalidTokenException($"oidc: error parsing uid claim \"{issuer.UidClaim}\": claim not present"),
            Groups = [.. Groups(claims), WellKnownUsers.AuthenticatedGroup],
        };
    }

    /// <summary>A claim that is a text or a list of texts; empty if it is missing or something else.</summary>
    public static IReadOnlyList<string> Strings(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value)
        ? []
        : value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };

    private IEnumerable<string> Groups(JsonElement claims) => issuer.Groups is { } groups
        ? Strings(claims, groups.Claim).Select(group => groups.Prefix + group)
        : [];

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
