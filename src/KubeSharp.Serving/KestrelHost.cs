using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Serving;

/// <summary>Kestrel alone, without the web host around it.</summary>
public sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IServer _server;

    /// <param name="loggers">For Kestrel's own messages.</param>
    /// <param name="configure">Says where to listen.</param>
    public KestrelHost(ILoggerFactory loggers, Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            configure(kestrel);
        });
        _application = builder.Build();
        _server = _application.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where it listens, once it has started: the HTTPS port if it has one.</summary>
    public IPEndPoint EndPoint
    {
        get
        {
            var addresses = _server.Features.Get<IServerAddressesFeature>()!.Addresses;
            var address = new Uri(addresses.FirstOrDefault(one => one.StartsWith("https", StringComparison.Ordinal)) ?? addresses.First());
            return new IPEndPoint(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port);
        }
    }

    /// <exception cref="IOException">An address cannot be bound.</exception>
    public Task StartAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        _application.Run(answer);
        return _application.StartAsync(cancellationToken);
    }

    /// <summary>For applications that make their own contexts.</summary>
    /// <exception cref="IOException">An address cannot be bound.</exception>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => _server.StartAsync(application, cancellationToken);

    /// <summary>Accepts no more; completes when the requests have ended or at the cancellation, which cuts them off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
