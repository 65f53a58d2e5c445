namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>How ServiceAccount tokens are issued and accepted; the names are upstream's --service-account-* and --api-audiences.</summary>
internal sealed record ServiceAccountTokenOptions
{
    /// <summary>The first one issues; all are accepted.</summary>
    public required IReadOnlyList<string> Issuers { get; init; }

    /// <summary>Audiences of the API server; empty means the first issuer.</summary>
    public IReadOnlyList<string> ApiAudiences { get; init; } = [];

    /// <summary>Longest life a token gets, whatever was asked for; null sets no bound.</summary>
    public TimeSpan? MaxExpiration { get; init; }

    /// <summary>Tokens for the API server itself live a year, and warn after what was asked for (KEP-1205, legacy clients).</summary>
    public bool ExtendTokenExpiration { get; init; } = true;

    public IReadOnlyList<string> EffectiveAudiences => ApiAudiences.Count > 0 ? ApiAudiences : [Issuers[0]];
}
