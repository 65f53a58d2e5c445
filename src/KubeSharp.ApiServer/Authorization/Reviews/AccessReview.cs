using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary>What the three access reviews have in common: check the question, ask, word the answer.</summary>
internal sealed class AccessReview(IAuthorizer authorizer)
{
    private const string Group = "authorization.k8s.io";

    public async ValueTask<SubjectAccessReviewStatus> EvaluateAsync(
        string kind, UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path, CancellationToken cancellationToken)
    {
        if (resource is null == path is null)
        {
            var cause = new StatusCause
            {
                Type = CauseType.FieldValueInvalid,
                Field = "spec.resourceAttributes",
                Message = resource is null
                    ? "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified"
                    : "Invalid value: {}: cannot be specified in combination with nonResourceAttributes",
            };
            throw ApiErrors.Invalid(Group, kind, "", [cause]);
        }

        var decision = await authorizer.AuthorizeAsync(Attributes(user, resource, path), cancellationToken);
        return new SubjectAccessReviewStatus
        {
            Allowed = decision.Verdict == AuthorizationVerdict.Allow,
            Denied = decision.Verdict == AuthorizationVerdict.Deny,
            Reason = decision.Reason,
        };
    }

    /// <summary>The user of a review, as if it had logged in.</summary>
    public static UserInfo User(string kind, SubjectAccessReviewSpec spec)
    {
        if (spec.User.Length == 0 && spec.Groups.Count == 0)
        {
            var cause = new StatusCause
            {
                Type = CauseType.FieldValueInvalid,
                Field = "spec.user",
                Message = "Invalid value: \"\": at least one of user or group must be specified",
            };
            throw ApiErrors.Invalid(Group, kind, "", [cause]);
        }

        return new UserInfo { Name = spec.User, UID = spec.UID, Groups = spec.Groups, Extra = spec.Extra };
    }

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
            FieldSelector = Selector(resource.FieldSelector),
        };

    private static string Selector(FieldSelectorAttributes? selector)
    {
        if (selector is null || selector.RawSelector.Length > 0)
        {
            return selector?.RawSelector ?? "";
        }

        return string.Join(",", selector.Requirements
            .Where(requirement => requirement.Operator == "In" && requirement.Values.Count == 1)
            .Select(requirement => $"{requirement.Key}={requirement.Values[0]}"));
    }
}
