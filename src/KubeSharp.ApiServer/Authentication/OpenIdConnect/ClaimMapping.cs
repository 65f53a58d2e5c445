using System.Text;
using System.Text.Json;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>Makes the user from the claims of a token that holds.</summary>
internal sealed class ClaimMapping(JwtIssuer issuer)
{
    /// <exception cref="InvalidTokenException">A claim is missing or has the wrong value, or an expression does not hold.</exception>
    public UserInfo UserOf(JsonElement claims)
    {
        CheckRequired(claims);
        var evaluation = issuer.Expressions is { } expressions
            ? new ClaimEvaluation(expressions, DocNode.Parse(Encoding.UTF8.GetBytes(claims.GetRawText())))
            : null;
        var user = new UserInfo
        {
            Name = issuer.Username is { } claim ? Name(claims, claim) : evaluation!.Username(issuer.Expressions!.Username!),
            UID = issuer.Expressions?.Uid is { } uid ? evaluation!.Uid(uid) : Uid(claims),
            Groups = [.. issuer.Expressions?.Groups is { } groups ? evaluation!.Groups(groups) : Groups(claims)],
            Extra = evaluation?.Extra() ?? default,
        };
        evaluation?.CheckClaims();
        evaluation?.CheckUser(user);
        return user with { Groups = [.. user.Groups, WellKnownUsers.AuthenticatedGroup] };
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

    private IReadOnlyList<string> Groups(JsonElement claims) => issuer.Groups is { } groups
        ? [.. Strings(claims, groups.Claim).Select(group => groups.Prefix + group)]
        : [];

    private void CheckRequired(JsonElement claims)
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
    }

    private static string Name(JsonElement claims, PrefixedClaim username)
    {
        var name = Text(claims, username.Claim) ?? throw new InvalidTokenException($"oidc: parse username claims \"{username.Claim}\": claim not present");
        if (name.Length == 0)
        {
            throw new InvalidTokenException($"oidc: parse username claims \"{username.Claim}\": empty");
        }

        return username.Claim == "email" && claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind != JsonValueKind.True
            ? throw new InvalidTokenException("oidc: email not verified")
            : username.Prefix + name;
    }

    private string Uid(JsonElement claims) => issuer.UidClaim.Length == 0
        ? ""
        : Text(claims, issuer.UidClaim) ?? throw new InvalidTokenException($"oidc: error parsing uid claim \"{issuer.UidClaim}\": claim not present");

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
