using System.Collections.Concurrent;
using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes.Tokens;

/// <summary>
/// Tokens of service accounts bound to pods, by the TokenRequest API. A token is renewed when 80 % of its life have passed, and after
/// a day at the latest; while renewing fails, the old one serves to its end.
/// </summary>
internal sealed partial class ServiceAccountTokens(KubeClient client, TimeProvider time, ILogger<ServiceAccountTokens> logger)
{
    private const long DefaultExpirationSeconds = 3600;
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<TokenKey, CachedToken> _tokens = new();

    /// <exception cref="ApiException">The server refuses, and there is no earlier token that is still good.</exception>
    public async ValueTask<string> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken)
    {
        var key = new TokenKey(
            pod.Metadata.UID,
            pod.Metadata.Namespace,
            pod.Spec.ServiceAccountName,
            projection.Audience,
            projection.ExpirationSeconds ?? DefaultExpirationSeconds);
        var now = time.GetUtcNow();
        var cached = _tokens.GetValueOrDefault(key);
        if (cached is not null && now < cached.RefreshAt)
        {
            return cached.Token;
        }

        try
        {
            var fresh = await RequestAsync(pod, key, now, cancellationToken);
            _tokens[key] = fresh;
            return fresh.Token;
        }
        catch (Exception exception) when (cached is not null && now < cached.ExpiresAt && exception is ApiException or HttpRequestException or IOException)
        {
            LogRenewalFailed(key.ServiceAccount, key.Namespace, exception.Message);
            _tokens[key] = cached! with { RefreshAt = now + RetryAfter };
            return cached!.Token;
        }
    }

    /// <summary>When the first token of a pod wants renewal; null without tokens.</summary>
    public DateTimeOffset? NextRefresh(string podUid)
    {
        DateTimeOffset? next = null;
        foreach (var (key, token) in _tokens)
        {
            if (key.PodUid == podUid && (next is null || token.RefreshAt < next))
            {
                next = token.RefreshAt;
            }
        }

        return next;
    }

    public void Forget(string podUid)
    {
        foreach (var key in _tokens.Keys)
        {
            if (key.PodUid == podUid)
            {
                _tokens.TryRemove(key, out _);
            }
        }
    }

    private async Task<CachedToken> RequestAsync(Pod pod, TokenKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = new TokenRequest
        {
            Spec = new TokenRequestSpec
            {
                Audiences = key.Audience.Length > 0 ? [key.Audience] : default,
                ExpirationSeconds = key.ExpirationSeconds,
                BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, UID = pod.Metadata.UID },
            },
        };
        var answer = await client.CreateSubresourceAsync<ServiceAccount, TokenRequest>(
            key.Namespace, key.ServiceAccount, "token", request, cancellationToken);
        var expires = answer.Status.ExpirationTimestamp.Value;
        var life = expires - now;
        var refresh = life * 0.8 < MaxAge ? now + (life * 0.8) : now + MaxAge;
        return new CachedToken(answer.Status.Token, expires, refresh);
    }
}
