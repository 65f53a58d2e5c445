namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>A token whose signature holds. Times and bound objects are not part of it.</summary>
internal sealed record VerifiedToken(ServiceAccountClaims Claims, UserInfo User);
