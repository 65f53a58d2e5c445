using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>
/// Verifies ServiceAccount tokens. The signature is checked once per token; that the account and the bound object are still there
/// is checked with every request, so that deleting them revokes the token at once.
/// </summary>
internal sealed class ServiceAccountTokenVerifier(
    ServiceAccountTokenOptions options, TokenKeySet keys, IObjectLookup objects, TimeProvider time) : ITokenAuthenticator
{
    /// <summary>A bound token dies this long after its object was marked for deletion (a pod may still say good-bye).</summary>
    private static readonly TimeSpan DeletionLeeway = TimeSpan.FromSeconds(60);

    private readonly VerifiedTokens _verified = new(time);

    public ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authenticate(token, audiences));

    /// <summary>The same at once: nobody has to be asked.</summary>
    public TokenResult? Authenticate(string token, IReadOnlyList<string> audiences)
    {
        if (_verified.Find(token) is not { } entry)
        {
            if (JsonWebToken.TryParse(token) is not { } parsed || !IsOurs(parsed))
            {
                return null;
            }

            entry = Verify(parsed);
            _verified.Add(token, entry);
        }

        var now = time.GetUtcNow();
        CheckTimes(entry.Claims, now);
        CheckObjects(entry.Claims, now);
        return new TokenResult(entry.User, Accepted(entry.Claims, audiences));
    }

    private bool IsOurs(JsonWebToken token)
    {
        var issuer = ServiceAccountClaimsReader.IssuerOf(token.Payload);
        return issuer == LegacyClaims.Issuer || options.Issuers.Contains(issuer);
    }

    private VerifiedToken Verify(JsonWebToken token)
    {
        if (!keys.Verify(token))
        {
            throw new InvalidTokenException("invalid bearer token: signature is not of a known key");
        }

        var claims = ServiceAccountClaimsReader.TryRead(token.Payload) ?? throw new InvalidTokenException("Token has been invalidated");
        if (claims.Subject != ServiceAccountUsers.NameOf(claims.Namespace, claims.ServiceAccount.Name))
        {
            throw new InvalidTokenException("sub UID does not match");
        }

        return new VerifiedToken(claims, ServiceAccountUsers.Of(claims));
    }

    private static void CheckTimes(ServiceAccountClaims claims, DateTimeOffset now)
    {
        if (claims.ExpiresAt <= now)
        {
            throw new InvalidTokenException("service account token has expired");
        }

        if (claims.NotBefore > now.AddMinutes(1))
        {
            throw new InvalidTokenException("service account token is not valid yet");
        }
    }

    private void CheckObjects(ServiceAccountClaims claims, DateTimeOffset now)
    {
        var account = objects.Get<ServiceAccount>(claims.Namespace, claims.ServiceAccount.Name);
        if (account is null)
        {
            throw new InvalidTokenException("service account token has been invalidated: the service account does not exist");
        }

        CheckObject(account, claims.ServiceAccount.Uid, now);
        if (claims.Secret is { } secret)
        {
            CheckSecret(claims, objects.Get<Secret>(claims.Namespace, secret.Name), secret, now);
        }

        if (claims.Pod is { } pod)
        {
            CheckObject(objects.Get<Pod>(claims.Namespace, pod.Name), pod.Uid, now);
        }
        else if (claims.Node is { } node)
        {
            CheckObject(objects.Get<Node>("", node.Name), node.Uid, now);
        }
    }

    private static void CheckSecret(ServiceAccountClaims claims, Secret? stored, BoundReference reference, DateTimeOffset now)
    {
        CheckObject(stored, claims.IsLegacy ? stored?.Metadata.UID ?? "" : reference.Uid, now);
        if (claims.IsLegacy && stored!.Type != SecretType.ServiceAccountToken)
        {
            throw new InvalidTokenException("Token has been invalidated");
        }
    }

    private static void CheckObject(ApiObject? stored, string uid, DateTimeOffset now)
    {
        if (stored is null || stored.Metadata.UID != uid)
        {
            throw new InvalidTokenException("service account token has been invalidated");
        }

        if (stored.Metadata.DeletionTimestamp is { } deletion && deletion.Value + DeletionLeeway < now)
        {
            throw new InvalidTokenException("service account token has been invalidated: its object is being deleted");
        }
    }

    private IReadOnlyList<string> Accepted(ServiceAccountClaims claims, IReadOnlyList<string> wanted)
    {
        var accepted = wanted.Count > 0 ? wanted : options.EffectiveAudiences;
        if (claims.IsLegacy)
        {
            // A legacy token is good for the API server's audiences.
            var own = accepted.Intersect(options.EffectiveAudiences).ToArray();
            return own.Length > 0 ? own : throw new InvalidTokenException("token audiences is invalid for the target audiences");
        }

        foreach (var audience in claims.Audiences)
        {
            if (accepted.Contains(audience))
            {
                return accepted.Count == 1 ? accepted : [.. claims.Audiences.Intersect(accepted)];
            }
        }

        throw new InvalidTokenException(
            $"token audiences [{string.Join(" ", claims.Audiences)}] is invalid for the target audiences [{string.Join(" ", accepted)}]");
    }
}
