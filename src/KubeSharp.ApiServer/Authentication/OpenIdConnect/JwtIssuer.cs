namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>An issuer of ID tokens and what its claims mean: one entry of <c>jwt</c> in an AuthenticationConfiguration, or the --oidc-* flags.</summary>
internal sealed record JwtIssuer
{
    /// <summary>As in the claim <c>iss</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Where the discovery document is, if not below <see cref="Url"/>.</summary>
    public string DiscoveryUrl { get; init; } = "";

    /// <summary>PEM; "" trusts the system's authorities.</summary>
    public string CertificateAuthority { get; init; } = "";

    /// <summary>One of them has to be in the claim <c>aud</c>.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Null where an expression gives the name.</summary>
    public PrefixedClaim? Username { get; init; }

    public PrefixedClaim? Groups { get; init; }

    /// <summary>The claim that is the user's uid; "" for none.</summary>
    public string UidClaim { get; init; } = "";

    /// <summary>Claims that must have a value.</summary>
    public IReadOnlyList<RequiredClaim> RequiredClaims { get; init; } = [];

    /// <summary>Null if there are none.</summary>
    public ClaimExpressions? Expressions { get; init; }

    /// <summary>JWS algorithms that are accepted.</summary>
    public IReadOnlyList<string> SigningAlgorithms { get; init; } = JsonWebKey.Algorithms;
}
