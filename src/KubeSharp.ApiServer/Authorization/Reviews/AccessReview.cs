using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary>What the three access reviews have in common: ask and word the answer.</summary>
internal sealed class AccessReview(IAuthorizer authorizer)
{
    public async ValueTask<SubjectAccessReviewStatus> EvaluateAsync(
        UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path, CancellationToken cancellationToken)
    {
        var decision = await authorizer.AuthorizeAsync(Attributes(user, resource, path), cancellationToken);
        return new SubjectAccessReviewStatus
        {
            Allowed = decision.Verdict == AuthorizationVerdict.Allow,
            Denied = decision.Verdict == AuthorizationVerdict.Deny,
            Reason = decision.Reason,
            EvaluationError = decision.Error ?? "",
        };
    }

    /// <summary>The user of a review, as if it had logged in.</summary>
    public static UserInfo User(SubjectAccessReviewSpec spec) =>
        new() { Name = spec.User, UID = spec.UID, Groups = spec.Groups, Extra = spec.Extra };

    private static AuthorizerAttributes Attributes(UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path) => resource is null
        ? new AuthorizerAttributes { User = user, Verb = path!.Verb, Path = path.Path }
        : new AuthorizerAttributes
        {
            User = user,
            Verb = resource.Verb,
            IsResourceRequest = true,
            Namespace = resource.Namespace,
            ApiGroup = resource.Group,
            ApiVersion = resource.Version,
            Resource = resource.Resource,
            Subresource = resource.Subresource,
            Name = resource.Name,
            FieldSelector = ReviewSelectors.TextOf(resource.FieldSelector),
            LabelSelector = ReviewSelectors.TextOf(resource.LabelSelector),
        };
}
