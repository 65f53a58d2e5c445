using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>localsubjectaccessreviews</c>: may somebody do this in this namespace?</summary>
internal sealed class LocalSubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (LocalSubjectAccessReview)body;
        if (review.Spec.NonResourceAttributes is not null)
        {
            throw ApiErrors.BadRequest("spec.nonResourceAttributes disallowed on this kind of request");
        }

        if (review.Spec.ResourceAttributes is { } asked && asked.Namespace != context.Info.Namespace)
        {
            throw ApiErrors.BadRequest(
                $"spec.resourceAttributes.namespace must match namespace: {context.Info.Namespace}");
        }

        var user = AccessReview.User("LocalSubjectAccessReview", review.Spec);
        var status = await access.EvaluateAsync("LocalSubjectAccessReview", user, review.Spec.ResourceAttributes, null, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
