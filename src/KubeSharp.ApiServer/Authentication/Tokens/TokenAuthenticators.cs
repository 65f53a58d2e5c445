namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Tries the kinds of token in order; the first that knows it decides.</summary>
internal sealed class TokenAuthenticators(IReadOnlyList<ITokenAuthenticator> authenticators) : ITokenAuthenticator
{
    public TokenResult? Authenticate(string token, IReadOnlyList<string> audiences)
    {
        InvalidTokenException? failure = null;
        foreach (var authenticator in authenticators)
        {
            try
            {
                if (authenticator.Authenticate(token, audiences) is { } result)
                {
                    return result;
                }
            }
            catch (InvalidTokenException e)
            {
                failure ??= e;
            }
        }

        return failure is null ? null : throw failure;
    }
}
