using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>
/// A subresource that takes over the connection or streams: log, exec, attach, portforward, proxy. Called after authentication,
/// authorization and admission; writes the whole response itself. Throws ApiException before the response has started.
/// </summary>
public interface IConnectHandler
{
    Task HandleAsync(RequestContext context, HttpContext http, CancellationToken cancellationToken);
}
