using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Serves group versions of extension servers by asking those; everything else below /apis is <paramref name="others"/>'.</summary>
internal sealed class AggregationHandler(
    IObjectLookup objects, ServiceLocator locator, ExtensionClients clients, Forwarding forwarding, INonResourceHandler others) : INonResourceHandler
{
    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken) =>
        Find(info.Path) is { Spec.Service: { } reference } service
            ? ForwardAsync(service, reference, http, cancellationToken)
            : others.HandleAsync(info, query, http, cancellationToken);

    private APIService? Find(string path)
    {
        var parts = path.Split('/', 5);
        return parts is ["", "apis", { Length: > 0 } group, { Length: > 0 } version, ..]
            ? objects.Get<APIService>("", version + "." + group)
            : null;
    }

    private async Task ForwardAsync(APIService service, ServiceReference reference, HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            locator.Locate(reference);
        }
        catch (ServiceLocationException)
        {
            throw ApiErrors.ServiceUnavailable("the server is currently unable to handle the request");
        }

        var client = clients.Get(service);
        var target = new Uri(client.Address, http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent());
        var user = http.Features.Get<UserInfo>() ?? throw ApiErrors.Unauthorized();
        await forwarding.ForwardAsync(http, target, client.Http, new AggregationTransformer(target, user), cancellationToken).ConfigureAwait(false);
    }
}
