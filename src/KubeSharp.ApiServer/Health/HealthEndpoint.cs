using KubeSharp.ApiServer.Http;
using KubeSharp.Serving.Health;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Health;

/// <summary>/healthz, /livez and /readyz, and below them each check by itself.</summary>
internal sealed class HealthEndpoint(HealthChecks checks) : INonResourceHandler
{
    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var path = info.Path.Trim('/');
        var slash = path.IndexOf('/');
        var endpoint = slash < 0 ? path : path[..slash];
        var report = slash < 0
            ? await HealthReport.OfAsync(endpoint, checks.Of(endpoint), query.All("exclude"), query.TryGet("verbose", out _), cancellationToken)
                .ConfigureAwait(false)
            : await HealthReport.OfOneAsync(endpoint, path[(slash + 1)..], checks.Of(endpoint), cancellationToken).ConfigureAwait(false);
        await PlainText.WriteAsync(http, report.StatusCode, report.Text, cancellationToken).ConfigureAwait(false);
    }
}
