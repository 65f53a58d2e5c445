using System.Net;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.Client;
using KubeSharp.Client.Http;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Requests of components in this process to an extension server, over the connections that other clients' requests take.</summary>
internal static class ExtensionTransport
{
    public static IApiTransport Make(ExtensionClient client, UserInfo user, TimeProvider time) =>
        HttpTransport.Over(new Forwarder(client, user), client.Address, time);

    private sealed class Forwarder(ExtensionClient client, UserInfo user) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Several groups stand on lines of their own, as HTTP/1.1 has them.
            (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
            IdentityHeaders.Set(request, user);
            return client.Http.SendAsync(request, cancellationToken);
        }
    }
}
