using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authentication.Reviews;

/// <summary><c>tokenreviews</c>: whose token is this?</summary>
internal sealed class TokenReviewHandler(ITokenAuthenticator tokens) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (TokenReview)body;
        if (review.Spec.Token.Length == 0)
        {
            throw ApiErrors.BadRequest("token is required for TokenReview in authentication");
        }

        return new SubresourceResult(review with { Status = await ExamineAsync(review.Spec, cancellationToken).ConfigureAwait(false) }, 201);
    }

    private async ValueTask<TokenReviewStatus> ExamineAsync(TokenReviewSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.AuthenticateAsync(spec.Token, spec.Audiences, cancellationToken).ConfigureAwait(false) is { } result
                ? new TokenReviewStatus { Authenticated = true, User = ReviewUsers.ToApi(result.User), Audiences = [.. result.Audiences] }
                : new TokenReviewStatus { Error = "invalid bearer token" };
        }
        catch (InvalidTokenException e)
        {
            return new TokenReviewStatus { Error = $"[invalid bearer token, {e.Message}]" };
        }
    }
}
