using System.Net;
using KubeSharp.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace KubeSharp.ApiServer.Connect;

/// <summary>Forwards a request and its answer, or joins two upgraded connections byte for byte.</summary>
internal sealed class Forwarding : IDisposable
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromHours(4);

    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = IdleTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly ServiceProvider _services;
    private readonly IHttpForwarder _forwarder;

    public Forwarding()
    {
        _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
    }

    /// <summary>Returns when the answer, or the connection, has ended.</summary>
    /// <exception cref="ApiException">503: the backend cannot be reached.</exception>
    public async Task ForwardAsync(HttpContext http, Uri target, HttpMessageInvoker client, ForwardTransformer transformer, CancellationToken cancellationToken)
    {
        var error = await _forwarder.SendAsync(http, target.GetLeftPart(UriPartial.Authority), client, Config, transformer, cancellationToken);
        if (error == ForwarderError.None || http.Response.HasStarted || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var cause = http.Features.Get<IForwarderErrorFeature>()?.Exception;
        http.Response.Clear();
        throw ApiErrors.ServiceUnavailable($"error trying to reach service: {Innermost(cause)}");
    }

    public void Dispose() => _services.Dispose();

    private static string Innermost(Exception? exception)
    {
        while (exception?.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception?.Message.ToLowerInvariant() ?? "no answer";
    }
}
