using System.Net;
using System.Net.Sockets;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;
using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Logging;
using IPFamily = KubeSharp.Proxy.Model.IPFamily;

namespace KubeSharp.Proxy;

/// <summary>kube-proxy: watches Services and EndpointSlices and programs this node's packet filter so that service addresses work.</summary>
public sealed partial class ProxyComponent
{
    private const string SliceIndex = "service";
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ProxyOptions _options;
    private readonly KubeClient _client;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ServiceChangeTracker _changes = new();
    private readonly NftablesBackend[] _backends;
    private readonly ConntrackCleaner _conntrack;
    private volatile ProxyNode _node;

    public ProxyComponent(ProxyOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _node = new ProxyNode(options.NodeName);
        _client = client;
        _loggers = loggers;
        _logger = loggers.CreateLogger<ProxyComponent>();
        _time = time;
        _conntrack = new ConntrackCleaner(new KernelConntrack(), loggers.CreateLogger<ConntrackCleaner>());
        _backends =
        [
            .. options.NodeAddresses
                .Select(address => IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetwork ? IPFamily.IPv4 : IPFamily.IPv6)
                .Distinct()
                .Select(family => new NftablesBackend(family, options, NftCommand.ApplyAsync)),
        ];
    }

    /// <summary>Runs until cancelled. The rules stay as they are then: traffic goes on without the proxy.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var factory = new InformerFactory(_client, _loggers, _time);
        var services = factory.Get<Service>();
        var slices = factory.Get<EndpointSlice>();
        slices.Store.AddIndex(SliceIndex, slice => ServiceModel.ServiceName(slice) is { } name ? [slice.Metadata.Namespace + "/" + name] : []);
        services.AddHandler(new InformerHandler<Service>
        {
            Added = Changed,
            Updated = (_, service) => Changed(service),
            Deleted = Changed,
        });
        slices.AddHandler(new InformerHandler<EndpointSlice>
        {
            Added = Changed,
            Updated = (_, slice) => Changed(slice),
            Deleted = Changed,
        });

        var nodes = factory.Get(new InformerOptions<Node> { FieldSelector = "metadata.name=" + _options.NodeName });
        nodes.AddHandler(new InformerHandler<Node>
        {
            Added = node => Placed(node, services.Store),
            Updated = (_, node) => Placed(node, services.Store),
        });

        await using var server = new ProxyServer(_options, _time);
        await server.StartAsync(cancellationToken);
        factory.Start();
        try
        {
            await factory.WaitForSyncAsync(cancellationToken);
            await SyncLoopAsync(services.Store, slices.Store, server, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    /// <summary>In another zone other endpoints may be preferred.</summary>
    private void Placed(Node node, Store<Service> services)
    {
        var zone = node.Metadata.Labels.GetValueOrDefault(ZoneLabel) ?? "";
        if (node.Metadata.Name != _options.NodeName || zone == _node.Zone)
        {
            return;
        }

        _node = new ProxyNode(_options.NodeName, zone);
        foreach (var service in services.List())
        {
            if (service.Spec.TrafficDistribution is not null)
            {
                Changed(service);
            }
        }
    }

    private void Changed(Service service) => _changes.Add(new NamespacedName(service.Metadata.Namespace, service.Metadata.Name));

    private void Changed(EndpointSlice slice)
    {
        if (ServiceModel.ServiceName(slice) is { } name)
        {
            _changes.Add(new NamespacedName(slice.Metadata.Namespace, name));
        }
    }

    private async Task SyncLoopAsync(Store<Service> services, Store<EndpointSlice> slices, ProxyServer server, CancellationToken cancellationToken)
    {
        var lastFull = _time.GetTimestamp();
        var full = true;
        while (true)
        {
            var changed = _changes.Take();
            if (full || changed.Count > 0)
            {
                full = !await SyncAsync(services, slices, changed, full, cancellationToken);
                if (!full)
                {
                    server.Synced();
                    await Task.Delay(_options.MinSyncPeriod, _time, cancellationToken);
                }
            }

            await _changes.WaitAsync(full ? RetryDelay : _options.SyncPeriod, cancellationToken);
            if (_time.GetElapsedTime(lastFull) >= _options.SyncPeriod)
            {
                full = true;
                lastFull = _time.GetTimestamp();
            }
        }
    }

    private async Task<bool> SyncAsync(
        Store<Service> services, Store<EndpointSlice> slices, IReadOnlySet<NamespacedName> changed, bool full, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var done = true;
        foreach (var backend in _backends)
        {
            try
            {
                var all = full || backend.NeedsFullSync;
                var names = all
                    ? services.List().Select(static service => new NamespacedName(service.Metadata.Namespace, service.Metadata.Name))
                    : changed;
                var wanted = names.Select(name => (name, Ports(services, slices, name, backend.Family))).ToList();
                await (all ? backend.ReplaceAsync(wanted, cancellationToken) : backend.UpdateAsync(wanted, cancellationToken));
                _conntrack.Clean(backend.Family, wanted.SelectMany(static service => service.Item2));
                ProxyMetrics.LastSync.Set(_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            }
            catch (NftException failure)
            {
                done = false;
                ProxyMetrics.Failures.Inc();
                LogSyncFailed(backend.Family, failure.Message);
            }
        }

        ProxyMetrics.SyncDuration.Observe(_time.GetElapsedTime(started).TotalSeconds);
        return done;
    }

    private IReadOnlyList<Model.ServicePort> Ports(Store<Service> services, Store<EndpointSlice> slices, NamespacedName name, IPFamily family) =>
        services.Get(name) is { } service && ServiceModel.Handles(service)
            ? [.. ServiceModel.Ports(service, slices.ByIndex(SliceIndex, name.Namespace + "/" + name.Name), family, _node)]
            : [];
}
