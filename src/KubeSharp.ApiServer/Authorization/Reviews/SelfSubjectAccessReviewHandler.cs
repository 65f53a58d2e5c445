using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>selfsubjectaccessreviews</c>: may I do this? (<c>kubectl auth can-i</c>)</summary>
internal sealed class SelfSubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (SelfSubjectAccessReview)body;
        var errors = new ErrorList();
        ReviewChecks.Question(errors, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes);
        ReviewChecks.NoMetadata(errors, review.Metadata, "must be empty");
        ReviewChecks.Reject(errors, review.ApiType);
        var status = await access.EvaluateAsync(
            context.User, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
