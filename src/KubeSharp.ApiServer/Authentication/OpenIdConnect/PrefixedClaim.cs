namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>A claim whose value, behind a prefix, becomes a name.</summary>
internal sealed record PrefixedClaim(string Claim, string Prefix);
