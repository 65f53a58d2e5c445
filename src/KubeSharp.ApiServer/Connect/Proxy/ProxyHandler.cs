using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>
/// The proxy subresource of pods, services and nodes: any method, upgrades included. Links in the answer that start at the root are
/// rewritten to lead through the proxy again.
/// </summary>
/// <param name="namespaced">Whether the resource is.</param>
/// <param name="locate">Finds where the named thing listens. Fails with ApiException.</param>
internal sealed class ProxyHandler(
    bool namespaced, Func<RequestInfo, CancellationToken, ValueTask<ProxyTarget>> locate, Forwarding forwarding) : IConnectHandler
{
    public async Task HandleAsync(RequestContext context, HttpContext http, CancellationToken cancellationToken)
    {
        var path = ProxyPath.Of(http, namespaced);
        var target = await locate(context.Info, cancellationToken);
        if (path.Rest.Length == 0 && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            // Relative links would be taken to be beside "proxy" rather than below it.
            http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            http.Response.Headers[HeaderNames.Location] = $"{path.Prefix}/{path.Query}";
            return;
        }

        var address = new Uri(target.Address.GetLeftPart(UriPartial.Authority) + (path.Rest.Length == 0 ? "/" : path.Rest) + path.Query);
        LiftLimits(http);
        var transformer = new ProxyTransformer(address, path.Prefix);
        await forwarding.ForwardAsync(http, address, target.Client, transformer, cancellationToken);
    }

    /// <summary>This server's limits are for API objects; what goes through here is none of them.</summary>
    private static void LiftLimits(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
