using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary><c>localsubjectaccessreviews</c>: may somebody do this in this namespace?</summary>
internal sealed class LocalSubjectAccessReviewHandler(AccessReview access) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var review = (LocalSubjectAccessReview)body;
        var errors = new ErrorList();
        ReviewChecks.Subject(errors, review.Spec);
        ReviewChecks.NoMetadata(errors, review.Metadata with { Namespace = "" }, "must be empty except for namespace");
        if (review.Spec.ResourceAttributes is { } asked && asked.Namespace != context.Info.Namespace)
        {
            errors.InvalidText(FieldPath.Root("spec.resourceAttributes.namespace"), asked.Namespace, "must match metadata.namespace");
        }

        if (review.Spec.NonResourceAttributes is not null)
        {
            errors.Invalid(FieldPath.Root("spec.nonResourceAttributes"), "{}", "disallowed on this kind of request");
        }

        ReviewChecks.Reject(errors, review.ApiType);
        var status = await access.EvaluateAsync(
            AccessReview.User(review.Spec), review.Spec.ResourceAttributes, null, cancellationToken);
        return new SubresourceResult(review with { Status = status }, 201);
    }
}
