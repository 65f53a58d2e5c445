using System.Collections.Frozen;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>ID tokens of all configured issuers. The set may be exchanged while requests run.</summary>
internal sealed class JwtAuthenticators : ITokenAuthenticator
{
    private readonly Func<JwtIssuer, IIssuerDocuments> _open;
    private readonly TimeProvider _time;
    private volatile FrozenDictionary<string, JwtAuthenticator> _issuers = FrozenDictionary<string, JwtAuthenticator>.Empty;

    /// <param name="issuers">The first set.</param>
    /// <param name="open">How to reach an issuer.</param>
    /// <param name="time">The clock.</param>
    public JwtAuthenticators(IReadOnlyList<JwtIssuer> issuers, Func<JwtIssuer, IIssuerDocuments> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        Exchange(issuers);
    }

    /// <summary>Keys are fetched anew.</summary>
    /// <exception cref="Configuration.ConfigurationException">An issuer cannot be used.</exception>
    public void Exchange(IReadOnlyList<JwtIssuer> issuers) => _issuers = issuers
        .Select(issuer => new JwtAuthenticator(issuer, new IssuerKeys(issuer, _open(issuer), _time), _time))
        .ToFrozenDictionary(issuer => issuer.Issuer, StringComparer.Ordinal);

    public async ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        var issuers = _issuers;
        if (issuers.Count == 0
            || JsonWebToken.TryParse(token) is not { } parsed
            || ServiceAccountClaimsReader.IssuerOf(parsed.Payload) is not { } name
            || !issuers.TryGetValue(name, out var issuer))
        {
            return null;
        }

        return await issuer.AuthenticateAsync(parsed, cancellationToken).ConfigureAwait(false);
    }
}
