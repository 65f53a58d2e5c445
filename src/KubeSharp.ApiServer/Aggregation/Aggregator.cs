using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Http;
using KubeSharp.Client;
using Prometheus;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>API aggregation: group versions that extension servers serve appear as this server's own.</summary>
internal sealed class Aggregator : IServerTask, IDisposable
{
    private readonly LocalApiServices _local;
    private readonly ExtensionMonitor _monitor;
    private readonly ChangeFeed _feed;
    private readonly CachedObjects _objects;
    private readonly TimeProvider _time;
    private readonly ServiceLocator _locator;
    private readonly ExtensionClients _clients;
    private readonly Forwarding _forwarding = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Aggregator(ApiServerOptions options, IReadOnlyList<ApiResource> resources, CachedObjects objects, TimeProvider time)
    {
        (_objects, _time) = (objects, time);
        _locator = new ServiceLocator(objects);
        _clients = new ExtensionClients(_locator, options.ProxyClientCertificate);
        _local = new LocalApiServices(resources, objects, time);
        _monitor = new ExtensionMonitor(objects, new ExtensionProbe(_locator, _clients, time), _clients, Extensions, new ExtensionMetrics(Metrics.DefaultRegistry), time);
        _feed = objects.Follow<APIService>(_monitor.Changed, _monitor.Removed);
    }

    public Extensions Extensions { get; } = new();

    public string Name => "apiservice-registration-controller";

    public Task Started => _started.Task;

    /// <param name="others">Serves what is below /apis and no extension server's.</param>
    public INonResourceHandler Wrap(INonResourceHandler others) => new AggregationHandler(_objects, _locator, _clients, _forwarding, others);

    /// <summary>Reaches the extension server of a group version in the name of a user; null if there is none.</summary>
    public IApiTransport? TransportFor(string group, string version, UserInfo user) =>
        _objects.Get<APIService>("", $"{version}.{group}") is { Spec.Service: not null } service
            ? ExtensionTransport.Make(_clients.Get(service), user, _time)
            : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var feed = _feed.RunAsync(cancellationToken);
        try
        {
            await _local.EnsureAsync(cancellationToken).ConfigureAwait(false);
            await _feed.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
            _started.TrySetResult();
            await _monitor.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _clients.Dispose();
        _forwarding.Dispose();
    }
}
