namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>
/// What a ServiceAccount token says: the registered claims (RFC 7519), and upstream's private ones under <c>kubernetes.io</c>
/// (KEP-1205, KEP-4193).
/// </summary>
internal sealed record ServiceAccountClaims
{
    public string Issuer { get; init; } = "";

    public string Subject { get; init; } = "";

    public IReadOnlyList<string> Audiences { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string Id { get; init; } = "";

    public string Namespace { get; init; } = "";

    public BoundReference ServiceAccount { get; init; }

    public BoundReference? Pod { get; init; }

    public BoundReference? Secret { get; init; }

    public BoundReference? Node { get; init; }

    /// <summary>Set on tokens whose life was extended for clients that do not reload: use after this instant is a warning.</summary>
    public DateTimeOffset? WarnAfter { get; init; }

    /// <summary>A token of a Secret of type kubernetes.io/service-account-token: no audience, no expiry.</summary>
    public bool IsLegacy { get; init; }
}
