using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Http;

namespace KubeSharp.Client.ServiceAccounts;

/// <summary>
/// Tokens of one ServiceAccount, asked for by another user who may create both the account and its tokens. A token is used for four fifths of
/// its life; when no new one can be had then, it is used to its end.
/// </summary>
internal sealed class ServiceAccountTokens(KubeClient issuer, NamespacedName account, TimeProvider time) : IBearerTokens, IDisposable
{
    private const double UsedPart = 0.8;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1);
    private volatile IssuedToken? _current;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } current && time.GetTimestamp() < current.RenewAt)
        {
            return current.Token;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RenewAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    public bool Drop(string token)
    {
        if (_current is { } current && current.Token == token)
        {
            _current = null;
        }

        return true;
    }

    public void Dispose() => _asking.Dispose();

    private async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var old = _current;
        if (old is not null && now < old.RenewAt)
        {
            return old.Token;
        }

        try
        {
            var issued = await RequestAsync(cancellationToken).ConfigureAwait(false);
            var life = TimeSpan.FromSeconds(issued.Spec.ExpirationSeconds ?? (long)Life.TotalSeconds);
            _current = new IssuedToken(issued.Status.Token, After(now, life * UsedPart), After(now, life));
        }
        catch (Exception failure) when (old is not null && now < old.EndsAt && failure is ApiException or HttpRequestException or IOException)
        {
            _current = old with { RenewAt = Math.Min(old.EndsAt, After(now, RetryPause)) };
        }

        return _current.Token;
    }

    private async Task<TokenRequest> RequestAsync(CancellationToken cancellationToken)
    {
        var request = new TokenRequest { Spec = new TokenRequestSpec { ExpirationSeconds = (long)Life.TotalSeconds } };
        try
        {
            return await AskAsync().ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            await EnsureAccountAsync(cancellationToken).ConfigureAwait(false);
            return await AskAsync().ConfigureAwait(false);
        }

        ValueTask<TokenRequest> AskAsync() => issuer.CreateSubresourceAsync<ServiceAccount, TokenRequest>(
            account.Namespace, account.Name, "token", request, cancellationToken);
    }

    private async Task EnsureAccountAsync(CancellationToken cancellationToken)
    {
        try
        {
            var made = new ServiceAccount { Metadata = new ObjectMeta { Namespace = account.Namespace, Name = account.Name } };
            await issuer.CreateAsync(made, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException exists) when (exists.IsAlreadyExists)
        {
            // Somebody else was faster.
        }
    }

    private long After(long timestamp, TimeSpan duration) => timestamp + (long)(duration.TotalSeconds * time.TimestampFrequency);

    private sealed record IssuedToken(string Token, long RenewAt, long EndsAt);
}
