using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Proxy.Configuration;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy;

/// <summary>kube-proxy: watches Services and EndpointSlices and makes service addresses work on this node.</summary>
public sealed partial class ProxyComponent(ProxyOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<ProxyComponent>();
    private readonly ServiceChangeTracker _changes = new();
    private readonly ProxyHealth _health = new(time, 2 * options.SyncPeriod);
    private volatile ProxyNode _node = new(options.NodeName);

    /// <summary>Runs until cancelled. Rules of the kernel stay as they are then: traffic goes on without the proxy.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var factory = new InformerFactory(client, loggers, time);
        var catalogue = new ServiceCatalogue(factory, _changes, time);
        var nodes = factory.Get(new InformerOptions<Node> { FieldSelector = "metadata.name=" + options.NodeName });
        nodes.AddHandler(new InformerHandler<Node> { Added = Placed, Updated = (_, node) => Placed(node) });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = new EventRecorder(client, new EventSource { Component = "kube-proxy", Host = options.NodeName }, time, loggers.CreateLogger<EventRecorder>());
        var mode = await ProxyBackends.ChooseAsync(options.Mode, cancellationToken);
        LogMode(KubeProxyConfigurationJson.Name(mode));
        new ConntrackSettings(loggers.CreateLogger<ConntrackSettings>()).Apply(options.Conntrack);
        await ProxyCleanup.RunAsync(mode, cancellationToken);
        await using var server = new ProxyServer(options, mode, _health);
        await using var serviceHealth = new ServiceHealthServer(_health, events, loggers.CreateLogger<ServiceHealthServer>());
        await server.StartAsync(cancellationToken);
        var recording = events.RunAsync(stop.Token);
        events.Record(new ObjectReference { Kind = "Node", Name = options.NodeName, UID = options.NodeName }, "Normal", "Starting", "");
        var backends = ProxyBackends.Create(mode, options, loggers, time);
        factory.Start();
        try
        {
            await factory.WaitForSyncAsync(cancellationToken);
            var conntrack = new ConntrackCleaner(new KernelConntrack(), loggers.CreateLogger<ConntrackCleaner>(), time);
            var synchronizer = new ProxySynchronizer(options, catalogue, backends, conntrack, loggers.CreateLogger<ProxySynchronizer>(), time);
            await SyncLoopAsync(synchronizer, serviceHealth, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            await stop.CancelAsync();
            await recording;
            foreach (var backend in backends)
            {
                await backend.DisposeAsync();
            }
        }
    }

    /// <summary>In another zone other endpoints may be preferred; with other addresses other rules hold.</summary>
    private void Placed(Node node)
    {
        if (node.Metadata.Name != options.NodeName)
        {
            return;
        }

        var (before, now) = (_node, ProxyNode.Of(node));
        _node = now;
        _health.IsEligible = now.IsEligible;
        if (!now.HasSameRules(before))
        {
            _changes.AddAll();
        }
    }

    private async Task SyncLoopAsync(ProxySynchronizer synchronizer, ServiceHealthServer serviceHealth, CancellationToken cancellationToken)
    {
        var lastFull = time.GetTimestamp();
        while (true)
        {
            var changes = _changes.Take();
            var failed = false;
            if (!changes.IsEmpty)
            {
                _health.Queued();
                if (await synchronizer.SyncAsync(changes, _node, cancellationToken) is { } health)
                {
                    _health.Synced();
                    await serviceHealth.SyncAsync(health, cancellationToken);
                    await Task.Delay(options.MinSyncPeriod, time, cancellationToken);
                }
                else
                {
                    failed = true;
                    await Task.Delay(RetryDelay, time, cancellationToken);
                }
            }

            if (!failed)
            {
                await _changes.WaitAsync(options.FullSyncPeriod - time.GetElapsedTime(lastFull) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }

            if (failed || time.GetElapsedTime(lastFull) >= options.FullSyncPeriod)
            {
                _changes.AddAll();
                lastFull = time.GetTimestamp();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Services work by {Mode}")]
    private partial void LogMode(string mode);
}
