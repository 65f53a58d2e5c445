namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>A verified bearer token.</summary>
/// <param name="Audiences">Those of the token that the server or the asker accepts; empty for tokens without audience.</param>
internal sealed record TokenResult(UserInfo User, IReadOnlyList<string> Audiences);
