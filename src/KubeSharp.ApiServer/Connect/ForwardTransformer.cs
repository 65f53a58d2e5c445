using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace KubeSharp.ApiServer.Connect;

/// <summary>Sends a request to exactly one address, without the caller's credentials.</summary>
internal class ForwardTransformer(Uri target) : HttpTransformer
{
    public Uri Target { get; } = target;

    /// <summary>Instead of the request's own method; null keeps it.</summary>
    public HttpMethod? Method { get; init; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = Target;
        proxyRequest.Method = Method ?? proxyRequest.Method;
        proxyRequest.Headers.Host = null;

        // They were meant for this server, and the next one has its own idea of who we are.
        proxyRequest.Headers.Authorization = null;
        foreach (var header in proxyRequest.Headers.Select(header => header.Key).Where(IsIdentity).ToArray())
        {
            proxyRequest.Headers.Remove(header);
        }
    }

    private static bool IsIdentity(string header) =>
        header.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Remote-", StringComparison.OrdinalIgnoreCase);
}
