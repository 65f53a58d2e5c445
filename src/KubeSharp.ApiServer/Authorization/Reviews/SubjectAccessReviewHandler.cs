using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>subjectaccessreviews</c>: may somebody do this?</summary>
internal sealed class SubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (SubjectAccessReview)body;
        var errors = new ErrorList();
        ReviewChecks.Subject(errors, review.Spec);
        ReviewChecks.NoMetadata(errors, review.Metadata, "must be empty");
        ReviewChecks.Reject(errors, review.ApiType);
        var status = await access.EvaluateAsync(
            AccessReview.User(review.Spec), review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
