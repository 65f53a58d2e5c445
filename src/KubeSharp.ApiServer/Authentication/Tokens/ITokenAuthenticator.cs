namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Recognises one kind of bearer token.</summary>
internal interface ITokenAuthenticator
{
    /// <param name="token">What came behind <c>Bearer</c>.</param>
    /// <param name="audiences">At least one must be the token's; empty means the API server's own.</param>
    /// <param name="cancellationToken">Ends the wait for somebody outside who has to be asked.</param>
    /// <returns>Null when the token is not of this kind.</returns>
    /// <exception cref="InvalidTokenException">It is of this kind, but does not hold.</exception>
    ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken);
}
