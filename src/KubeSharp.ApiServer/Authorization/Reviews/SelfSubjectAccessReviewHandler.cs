using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>selfsubjectaccessreviews</c>: may I do this? (<c>kubectl auth can-i</c>)</summary>
internal sealed class SelfSubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (SelfSubjectAccessReview)body;
        var status = await access.EvaluateAsync(
            "SelfSubjectAccessReview", context.User, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
