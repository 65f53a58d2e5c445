namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Tries the kinds of token in order; the first that knows it decides.</summary>
internal sealed class TokenAuthenticators(IReadOnlyList<ITokenAuthenticator> authenticators) : ITokenAuthenticator
{
    public async ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        InvalidTokenException? failure = null;
        foreach (var authenticator in authenticators)
        {
            try
            {
                if (await authenticator.AuthenticateAsync(token, audiences, cancellationToken).ConfigureAwait(false) is { } result)
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
