using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>subjectaccessreviews</c>: may somebody do this?</summary>
internal sealed class SubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (SubjectAccessReview)body;
        var user = AccessReview.User("SubjectAccessReview", review.Spec);
        var status = await access.EvaluateAsync(
            "SubjectAccessReview", user, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
