namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>A claim that must be there and have this value.</summary>
internal sealed record RequiredClaim(string Claim, string Value);
