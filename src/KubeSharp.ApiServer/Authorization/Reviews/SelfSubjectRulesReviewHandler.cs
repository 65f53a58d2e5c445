using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization.Rbac;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>selfsubjectrulesreviews</c>: what may I do here? (<c>kubectl auth can-i --list</c>)</summary>
internal sealed class SelfSubjectRulesReviewHandler(RbacAuthorizer rbac) : ISubresourceHandler
{
    public ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (SelfSubjectRulesReview)body;
        if (review.Spec.Namespace.Length == 0)
        {
            throw ApiErrors.BadRequest("no namespace on request");
        }

        var resources = new List<ResourceRule>();
        var urls = new List<NonResourceRule>();
        foreach (var grant in rbac.GrantsOf(context.User).Effective(review.Spec.Namespace))
        {
            var rule = grant.Rule.Source;
            if (rule.Resources.Count > 0)
            {
                resources.Add(new ResourceRule
                {
                    Verbs = rule.Verbs,
                    APIGroups = rule.APIGroups,
                    Resources = rule.Resources,
                    ResourceNames = rule.ResourceNames,
                });
            }

            if (rule.NonResourceURLs.Count > 0)
            {
                urls.Add(new NonResourceRule { Verbs = rule.Verbs, NonResourceURLs = rule.NonResourceURLs });
            }
        }

        var isNode = context.User.InGroup(WellKnownUsers.NodesGroup);
        var status = new SubjectRulesReviewStatus
        {
            ResourceRules = [.. resources],
            NonResourceRules = [.. urls],
            Incomplete = isNode,
            EvaluationError = isNode ? "node authorizer does not support user rule resolution" : "",
        };
        return ValueTask.FromResult(new SubresourceResult(review with { Status = status }, 201));
    }
}
