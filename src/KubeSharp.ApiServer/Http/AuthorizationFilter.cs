using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Http;

/// <summary>Asks whether the user may make the request and words the refusal.</summary>
internal sealed class AuthorizationFilter(IAuthorizer authorizer)
{
    /// <exception cref="ApiException">403; 500 if an authorizer has failed and no other one allows it.</exception>
    public ValueTask AuthorizeAsync(UserInfo user, RequestInfo info, string fieldSelector, string labelSelector, CancellationToken cancellationToken) =>
        AuthorizeAsync(
            new AuthorizerAttributes
            {
                User = user,
                Verb = info.Verb,
                IsResourceRequest = info.IsResourceRequest,
                Namespace = info.Namespace,
                ApiGroup = info.ApiGroup,
                ApiVersion = info.ApiVersion,
                Resource = info.Resource,
                Subresource = info.Subresource,
                Name = info.Name,
                Path = info.Path,
                FieldSelector = fieldSelector,
                LabelSelector = labelSelector,
            },
            cancellationToken);

    /// <exception cref="ApiException">403; 500 if an authorizer has failed and no other one allows it.</exception>
    public ValueTask AuthorizeAsync(in AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        var decision = authorizer.AuthorizeAsync(attributes, cancellationToken);
        if (!decision.IsCompletedSuccessfully)
        {
            return AwaitAsync(decision, attributes);
        }

        var result = decision.Result;
        return result.Allowed ? ValueTask.CompletedTask : throw Refusal(attributes, result);
    }

    private static async ValueTask AwaitAsync(ValueTask<AuthorizationDecision> pending, AuthorizerAttributes attributes)
    {
        var decision = await pending.ConfigureAwait(false);
        if (!decision.Allowed)
        {
            throw Refusal(attributes, decision);
        }
    }

    private static ApiException Refusal(in AuthorizerAttributes attributes, in AuthorizationDecision decision) => decision.Error is { } error
        ? ApiErrors.InternalError(error)
        : ApiErrors.Forbidden(
            attributes.ApiGroup ?? "", attributes.Resource ?? "", attributes.Name ?? "", ForbiddenMessage.Of(attributes, decision.Reason));
}
