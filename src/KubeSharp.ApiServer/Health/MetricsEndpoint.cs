using KubeSharp.ApiServer.Http;
using KubeSharp.Serving.Measurement;
using Microsoft.AspNetCore.Http;
using Prometheus;

namespace KubeSharp.ApiServer.Health;

/// <summary>/metrics in the Prometheus text format.</summary>
/// <param name="registry">What is shown.</param>
/// <param name="updates">Bring to date, before, what is not counted as it happens.</param>
internal sealed class MetricsEndpoint(CollectorRegistry registry, IReadOnlyList<Func<CancellationToken, ValueTask>> updates) : INonResourceHandler
{
    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        foreach (var update in updates)
        {
            await update(cancellationToken).ConfigureAwait(false);
        }

        await MetricsPage.WriteAsync(http, registry, cancellationToken).ConfigureAwait(false);
    }
}
