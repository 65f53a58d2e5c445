using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Authentication.Webhooks;

/// <summary>
/// Asks a webhook by TokenReview whose token it is (--authentication-token-webhook-config-file). Answers, good or bad, hold for a while;
/// failures to answer do not.
/// </summary>
/// <param name="webhook">Who is asked.</param>
/// <param name="version">Of authentication.k8s.io: v1 or v1beta1. The two differ in nothing else.</param>
/// <param name="life">How long an answer holds.</param>
/// <param name="serverAudiences">What tokens have to be for unless the asker says otherwise.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenReviewAuthenticator(
    IWebhook webhook, string version, TimeSpan life, IReadOnlyList<string> serverAudiences, TimeProvider time) : ITokenAuthenticator
{
    private const int Capacity = 4096;

    // Tokens are secrets: the cache knows them by a keyed hash alone.
    private readonly byte[] _hashKey = RandomNumberGenerator.GetBytes(32);
    private readonly TimedCache<string, TokenReviewStatus> _answers = new(Capacity, time);

    public async ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        var wanted = audiences.Count > 0 ? audiences : serverAudiences;
        var key = KeyOf(token, wanted);
        if (!_answers.TryGet(key, out var status))
        {
            status = await AskAsync(token, wanted, cancellationToken).ConfigureAwait(false);
            _answers.Put(key, status, life);
        }

        if (!status.Authenticated)
        {
            return status.Error.Length > 0 ? throw new InvalidTokenException(status.Error) : null;
        }

        return new TokenResult(UserOf(status.User), Accepted(status, wanted));
    }

    private static IReadOnlyList<string> Accepted(TokenReviewStatus status, IReadOnlyList<string> wanted)
    {
        // A webhook that knows no audiences speaks for the API server's own.
        if (status.Audiences.Count == 0)
        {
            return wanted;
        }

        IReadOnlyList<string> accepted = [.. wanted.Intersect(status.Audiences)];
        return accepted.Count > 0 ? accepted : throw new InvalidTokenException("token audiences from the webhook do not match");
    }

    private static UserInfo UserOf(KubeSharp.Api.Authentication.V1.UserInfo user) => new()
    {
        Name = user.Username,
        UID = user.UID,
        Groups = user.Groups.Contains(WellKnownUsers.AuthenticatedGroup) ? user.Groups : user.Groups.Add(WellKnownUsers.AuthenticatedGroup),
        Extra = user.Extra,
    };

    private async Task<TokenReviewStatus> AskAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        var review = new TokenReview { Spec = new TokenReviewSpec { Token = token, Audiences = [.. audiences] } };
        try
        {
            var answer = await webhook.AskAsync(ReviewJson.Write(review, "authentication.k8s.io/" + version), cancellationToken).ConfigureAwait(false);
            return JsonCodec.Decode<TokenReview>(answer).Status;
        }
        catch (Exception failure) when (failure is WebhookException or DecodeException)
        {
            throw new InvalidTokenException($"the token webhook failed: {failure.Message}");
        }
    }

    private string KeyOf(string token, IReadOnlyList<string> audiences) => Convert.ToBase64String(
        HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes($"{token}\0{string.Join('\0', audiences)}")));
}
