using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>--shutdown-send-retry-after: requests that come when the server is about to end are sent to another one.</summary>
internal sealed class RetryAfterShutdown : IRequestFilter
{
    private const string RetryAfterSeconds = "5";

    private volatile bool _hasBegun;

    public void Begin() => _hasBegun = true;

    public Task? Answer(HttpContext http)
    {
        if (!_hasBegun || IsHealth(http.Request.Path))
        {
            return null;
        }

        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }

        return PlainText.WriteAsync(
            http, StatusCodes.Status429TooManyRequests, "The apiserver is shutting down, please try again later.\n", http.RequestAborted);
    }

    private static bool IsHealth(PathString path) =>
        path.StartsWithSegments("/readyz") || path.StartsWithSegments("/livez") || path.StartsWithSegments("/healthz");
}
