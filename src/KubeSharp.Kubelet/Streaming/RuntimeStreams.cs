using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace KubeSharp.Kubelet.Streaming;

/// <summary>
/// Joins a client's connection with the runtime's streaming server, byte for byte: the runtime speaks SPDY/3.1 (and WebSocket where it
/// can) and negotiates the stream protocol with the client itself.
/// </summary>
internal sealed class RuntimeStreams : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client;
    private readonly ForwarderRequestConfig _config;

    public RuntimeStreams(TimeSpan idleTimeout)
    {
        _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        });
        _config = new ForwarderRequestConfig
        {
            ActivityTimeout = idleTimeout,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Forwards the request to an address that the runtime gave for this one call; returns when the connection has ended.</summary>
    public async Task ForwardAsync(HttpContext http, Uri address, CancellationToken cancellationToken) =>
        await _forwarder.SendAsync(http, address.GetLeftPart(UriPartial.Authority), _client, _config, new ToAddress(address), cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }

    private sealed class ToAddress(Uri address) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = address;
            proxyRequest.Headers.Host = null;

            // The credential was meant for the kubelet.
            proxyRequest.Headers.Authorization = null;
        }
    }
}
