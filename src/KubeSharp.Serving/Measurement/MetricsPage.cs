using Microsoft.AspNetCore.Http;
using Prometheus;

namespace KubeSharp.Serving.Measurement;

/// <summary>The page that Prometheus reads.</summary>
public static class MetricsPage
{
    /// <summary>Answers with all series of a registry. A HEAD request is answered without them.</summary>
    public static async Task WriteAsync(HttpContext http, CollectorRegistry registry, CancellationToken cancellationToken)
    {
        http.Response.ContentType = PlainResponse.Metrics;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await registry.CollectAndExportAsTextAsync(http.Response.Body, cancellationToken).ConfigureAwait(false);
        }
    }
}
