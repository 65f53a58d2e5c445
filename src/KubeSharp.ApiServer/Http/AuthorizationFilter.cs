using KubeSharp.Api;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Http;

/// <summary>Asks whether the user may make the request and words the refusal.</summary>
internal sealed class AuthorizationFilter(IAuthorizer authorizer)
{
    /// <exception cref="ApiException">403; 500 if an authorizer has failed and no other one allows it.</exception>
    public ValueTask AuthorizeAsync(UserInfo user, RequestInfo info, string fieldSelector, string labelSelector, CancellationToken cancellationToken) =>
        AuthorizeAsync(Attributes(user, info, fieldSelector, labelSelector), null, cancellationToken);

    /// <summary>The same, recorded.</summary>
    public ValueTask AuthorizeAsync(
        UserInfo user, RequestInfo info, string fieldSelector, string labelSelector, AuditRecord? audit, CancellationToken cancellationToken) =>
        AuthorizeAsync(Attributes(user, info, fieldSelector, labelSelector), audit, cancellationToken);

    /// <exception cref="ApiException">403; 500 if an authorizer has failed and no other one allows it.</exception>
    public ValueTask AuthorizeAsync(in AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        AuthorizeAsync(attributes, null, cancellationToken);

    /// <summary>The request as authorizers see it.</summary>
    public static AuthorizerAttributes Attributes(UserInfo user, RequestInfo info, string fieldSelector, string labelSelector) =>
        new()
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
        };

    private ValueTask AuthorizeAsync(in AuthorizerAttributes attributes, AuditRecord? audit, CancellationToken cancellationToken)
    {
        var decision = authorizer.AuthorizeAsync(attributes, cancellationToken);
        if (!decision.IsCompletedSuccessfully)
        {
            return AwaitAsync(decision, attributes, audit);
        }

        var result = decision.Result;
        audit?.Authorized(result);
        return result.Allowed ? ValueTask.CompletedTask : throw Refusal(attributes, result);
    }

    private static async ValueTask AwaitAsync(ValueTask<AuthorizationDecision> pending, AuthorizerAttributes attributes, AuditRecord? audit)
    {
        var decision = await pending.ConfigureAwait(false);
        audit?.Authorized(decision);
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
