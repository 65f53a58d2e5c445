using System.Text.Json;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>
/// The keys that an issuer signs with now (OpenID Connect Discovery 1.0). Fetched with the first token, and again when a token is signed
/// with another key, which is how an issuer rotates them; not more often than every few seconds, whatever tokens come.
/// </summary>
internal sealed class IssuerKeys(JwtIssuer issuer, IIssuerDocuments documents, TimeProvider time)
{
    private const string WellKnown = "/.well-known/openid-configuration";

    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile IReadOnlyList<JsonWebKey> _keys = [];
    private Uri? _keySet;
    private DateTimeOffset? _fetchedAt;
    private string _failure = "";

    /// <summary>Whether the token is signed with one of the keys.</summary>
    /// <exception cref="InvalidTokenException">The keys are not to be had.</exception>
    public async ValueTask<bool> VerifyAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var known = _keys;
        if (Verify(known, token))
        {
            return true;
        }

        await RefreshAsync(known, cancellationToken).ConfigureAwait(false);
        if (_keys.Count == 0)
        {
            throw new InvalidTokenException($"oidc: authenticator for issuer \"{issuer.Url}\" is not initialized: {_failure}");
        }

        return !ReferenceEquals(known, _keys) && Verify(_keys, token);
    }

    private static bool Verify(IReadOnlyList<JsonWebKey> keys, JsonWebToken token)
    {
        foreach (var key in keys)
        {
            if ((token.KeyId.Length == 0 || key.KeyId.Length == 0 || token.KeyId == key.KeyId)
                && key.Verify(token.Algorithm, token.SignedBytes, token.Signature))
            {
                return true;
            }
        }

        return false;
    }

    private async Task RefreshAsync(IReadOnlyList<JsonWebKey> known, CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetUtcNow();
            if (!ReferenceEquals(known, _keys) || now - _fetchedAt < MinInterval)
            {
                return;
            }

            _fetchedAt = now;
            _keySet ??= await DiscoverAsync(cancellationToken).ConfigureAwait(false);
            _keys = JsonWebKey.ReadSet(await documents.GetAsync(_keySet, cancellationToken).ConfigureAwait(false));
            _failure = "it has no keys";
        }
        catch (Exception failure) when (IsFailure(failure, cancellationToken))
        {
            // The address may have moved with the keys.
            _keySet = null;
            _failure = failure.Message;
        }
        finally
        {
            _fetching.Release();
        }
    }

    private static bool IsFailure(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or JsonException or InvalidOperationException or UriFormatException or KeyNotFoundException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task<Uri> DiscoverAsync(CancellationToken cancellationToken)
    {
        var address = issuer.DiscoveryUrl.Length > 0 ? issuer.DiscoveryUrl : issuer.Url.TrimEnd('/') + WellKnown;
        using var document = JsonDocument.Parse(await documents.GetAsync(new Uri(address), cancellationToken).ConfigureAwait(false));
        var root = document.RootElement;
        var found = root.GetProperty("issuer").GetString();
        return found == issuer.Url
            ? new Uri(root.GetProperty("jwks_uri").GetString() ?? "")
            : throw new InvalidOperationException($"issuer did not match the issuer returned by provider, expected \"{issuer.Url}\" got \"{found}\"");
    }
}
