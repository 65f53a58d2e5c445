using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;
using Prometheus;

namespace KubeSharp.ApiServer.Health;

/// <summary>/metrics in the Prometheus text format.</summary>
internal sealed class MetricsEndpoint(CollectorRegistry registry, StorageMetrics storage, Action updateOthers) : INonResourceHandler
{
    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        storage.Update();
        updateOthers();
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await registry.CollectAndExportAsTextAsync(http.Response.Body, cancellationToken).ConfigureAwait(false);
    }
}
