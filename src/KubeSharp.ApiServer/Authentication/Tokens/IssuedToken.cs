namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <param name="ExpiresAt">What the asker is told; an extended token lives longer than that.</param>
internal readonly record struct IssuedToken(string Token, DateTimeOffset ExpiresAt);
