using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Connect;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Sends a request on in the name of its user.</summary>
internal sealed class AggregationTransformer(Uri target, UserInfo user) : ForwardTransformer(target)
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        IdentityHeaders.Set(proxyRequest, user);
    }
}
