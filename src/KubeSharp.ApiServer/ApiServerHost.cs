using System.Net;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Filters;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.Client;
using KubeSharp.Storage;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer;

/// <summary>
/// The API server on a store. Start it, connect to <see cref="EndPoint"/> or take a transport that needs no sockets, and stop it
/// before the store is disposed.
/// </summary>
public sealed class ApiServerHost : IAsyncDisposable
{
    private readonly ApiServerOptions _options;
    private readonly IKeyValueStore _store;
    private readonly ILoggerFactory _loggerFactory;
    private readonly TimeProvider _time;
    private readonly Action<ApiServerParts> _adjust;
    private readonly KestrelListener _listener;
    private readonly RetryAfterShutdown _retryAfter = new();
    private ServerAssembly? _assembly;
    private ServerTasks? _tasks;
    private Task? _stopping;
    private Tracer? _tracer;

    public ApiServerHost(ApiServerOptions options, IKeyValueStore store, ILoggerFactory loggerFactory, TimeProvider time)
        : this(options, store, loggerFactory, time, static _ => { })
    {
    }

    /// <param name="adjust">Called on the parts before they are put together.</param>
    internal ApiServerHost(
        ApiServerOptions options, IKeyValueStore store, ILoggerFactory loggerFactory, TimeProvider time, Action<ApiServerParts> adjust)
    {
        (_options, _store, _loggerFactory, _time, _adjust) = (options, store, loggerFactory, time, adjust);
        _listener = new KestrelListener(options, loggerFactory);
    }

    /// <summary>Where the server listens, once it has started.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Completes when all start-up work is done: what /readyz waits for. Only after the start.</summary>
    public Task Ready => Task.WhenAll(_assembly?.Parts.Tasks.Select(task => task.Started) ?? []);

    /// <summary>What requests go through, for tests that do without the listener. Only after the start.</summary>
    internal RequestPipeline Pipeline => _assembly?.Pipeline ?? throw new InvalidOperationException("The API server has not been started.");

    /// <summary>Fills the caches, then listens, then bootstraps. Returns when requests are answered; /readyz tells the rest.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _tracer = _options.Tracing is { } tracing ? new Tracer(tracing) : null;
        _assembly = await ServerAssembly.StartAsync(
            _options, _store, _loggerFactory, _time, () => EndPoint, _adjust, cancellationToken).ConfigureAwait(false);
        _tasks = new ServerTasks(_assembly.Parts.Tasks, _assembly.Parts.Health, _loggerFactory.CreateLogger<ServerTasks>());
        await _listener.StartAsync(new HttpFrontend(_assembly.Pipeline, RequestFilters.Of(_options, _retryAfter)), cancellationToken).ConfigureAwait(false);
        _tasks.Start();
    }

    /// <summary>A client for a component of this process: the same pipeline without sockets and encoding. Only after the start.</summary>
    /// <param name="user">The component's identity; authorized like any other.</param>
    /// <param name="component">The manager of the fields it sets; "" takes the last part of the user's name.</param>
    public IApiTransport CreateTransport(UserInfo user, string component = "") =>
        _assembly?.CreateTransport(user, component) ?? throw new InvalidOperationException("The API server has not been started.");

    /// <summary>
    /// 1. /readyz fails and load balancers look away. 2. Watches end. 3. Nothing new is accepted and requests in flight finish.
    /// 4. Background work and caches stop.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => _stopping ??= StopOnceAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        if (_assembly is not null)
        {
            await _assembly.DisposeAsync().ConfigureAwait(false);
        }

        _tracer?.Dispose();
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        if (_assembly is null)
        {
            return;
        }

        _assembly.Parts.Health.BeginShutdown();
        if (_options.ShutdownDelay > TimeSpan.Zero)
        {
            await Task.Delay(_options.ShutdownDelay, _time, cancellationToken).ConfigureAwait(false);
        }

        _retryAfter.Begin();
        _assembly.EndWatches();
        using (var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            deadline.CancelAfter(_options.ShutdownGracePeriod);
            await _listener.StopAsync(deadline.Token).ConfigureAwait(false);
        }

        if (_tasks is not null)
        {
            await _tasks.StopAsync().ConfigureAwait(false);
        }
    }
}
