using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authentication.Reviews;

/// <summary><c>selfsubjectreviews</c>: who am I?</summary>
internal sealed class SelfSubjectReviewHandler : ISubresourceHandler
{
    public ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var answer = new SelfSubjectReview
        {
            Metadata = new ObjectMeta { CreationTimestamp = context.ReceivedAt },
            Status = new SelfSubjectReviewStatus { UserInfo = ReviewUsers.ToApi(context.User) },
        };
        return ValueTask.FromResult(new SubresourceResult(answer, 201));
    }
}
