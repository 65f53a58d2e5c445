using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Serving.Tests;

/// <summary>An API server that knows one token, <c>good</c>, of the user monitor, who may get everything.</summary>
internal sealed class Reviewer : IApiTransport
{
    public int TokenReviews { get; private set; }

    public int AccessReviews { get; private set; }

    /// <summary>What the ConfigMap tells of client certificates.</summary>
    public string ClientCa { get; init; } = "";

    public ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        switch (request.Body)
        {
            case TokenReview review:
                TokenReviews++;
                return Answer(review with
                {
                    Status = review.Spec.Token == "good"
                        ? new TokenReviewStatus { Authenticated = true, User = new UserInfo { Username = "monitor" } }
                        : new TokenReviewStatus(),
                });
            case SubjectAccessReview review:
                AccessReviews++;
                return Answer(review with
                {
                    Status = new SubjectAccessReviewStatus
                    {
                        Allowed = review.Spec is { User: "monitor", NonResourceAttributes: { Verb: "get" or "put" } },
                    },
                });
            default:
                return Answer(new ConfigMap
                {
                    Metadata = new ObjectMeta { Name = request.Name },
                    Data = ApiMap<string>.From([new("client-ca-file", ClientCa)]),
                });
        }
    }

    public IAsyncEnumerable<Client.WatchEvent> WatchAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static ValueTask<ApiResponse> Answer(ApiObject value) => new(new ApiResponse(200, value));
}
