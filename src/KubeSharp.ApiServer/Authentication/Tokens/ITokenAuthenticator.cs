namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Recognises one kind of bearer token.</summary>
internal interface ITokenAuthenticator
{
    /// <param name="audiences">At least one must be the token's; empty means the API server's own.</param>
    /// <returns>Null when the token is not of this kind.</returns>
    /// <exception cref="InvalidTokenException">It is of this kind, but does not hold.</exception>
    TokenResult? Authenticate(string token, IReadOnlyList<string> audiences);
}
