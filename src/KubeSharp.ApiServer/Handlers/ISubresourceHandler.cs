using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>
/// A subresource whose body and answer are objects but which is neither status nor scale: pods/binding, pods/eviction,
/// serviceaccounts/token, namespaces/finalize, certificatesigningrequests/approval …
/// </summary>
public interface ISubresourceHandler
{
    /// <summary>Runs the subresource after authorization. Throws ApiException for every refusal.</summary>
    /// <param name="context">Names the parent object, the verb and dry run.</param>
    /// <param name="body">The decoded and defaulted body, of the kind that the subresource declares.</param>
    /// <returns>The answer and its HTTP status (200 or 201).</returns>
    ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken);
}

public readonly record struct SubresourceResult(ApiKind Value, int StatusCode = 200);
