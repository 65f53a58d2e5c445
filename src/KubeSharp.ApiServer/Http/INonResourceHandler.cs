using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Serves paths that are no resources: discovery, health, metrics, OpenAPI. Called after authentication and authorization; writes
/// the whole response. The user is a feature of the request. Throws <see cref="KubeSharp.Api.ApiException"/> before the response has started.
/// </summary>
public interface INonResourceHandler
{
    Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken);
}
