using KubeSharp.Client;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy;

/// <summary>Carries changes of services to the back ends, one update at a time.</summary>
internal sealed partial class ProxySynchronizer(
    ProxyOptions options, ServiceCatalogue catalogue, IReadOnlyList<IProxyBackend> backends, ConntrackCleaner conntrack, ILogger<ProxySynchronizer> logger, TimeProvider time)
{
    private readonly Dictionary<IPFamily, LocalEndpointCounts> _withoutLocal = backends.ToDictionary(static backend => backend.Family, static _ => new LocalEndpointCounts());
    private readonly ILogger _logger = logger;

    /// <summary>Writes what has changed.</summary>
    /// <returns>What became of each service for load balancers; null if a back end has failed: then everything has to be written anew.</returns>
    public async Task<IReadOnlyDictionary<NamespacedName, ServiceHealth?>?> SyncAsync(ServiceChanges changes, ProxyNode node, CancellationToken cancellationToken)
    {
        var health = new Dictionary<NamespacedName, ServiceHealth?>();
        var done = true;
        foreach (var backend in backends)
        {
            var family = ProxyFamilies.Label(backend.Family);
            var started = time.GetTimestamp();
            var all = changes.All || backend.NeedsFullSync;
            ServicePorts[] wanted = [.. (all ? catalogue.Services : changes.Services).Select(name => catalogue.Ports(name, backend.Family, node))];
            try
            {
                await (all
                    ? backend.ReplaceAsync(NodeNetwork.Of(options, node, backend.Family, HostInterfaces.Addresses), wanted, cancellationToken)
                    : backend.UpdateAsync(wanted, cancellationToken));
                ProxyMetrics.LastSync.WithLabels(family).Set(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
                foreach (var trigger in changes.Triggers)
                {
                    ProxyMetrics.NetworkProgramming.WithLabels(family).Observe((time.GetUtcNow() - trigger).TotalSeconds);
                }

                conntrack.Clean(backend.Family, wanted.SelectMany(static service => service.Ports));
                Note(health, wanted);
                _withoutLocal[backend.Family].Note(family, wanted, all);
            }
            catch (ProxyBackendException failure)
            {
                done = false;
                LogSyncFailed(backend.Family, failure.Message);
            }

            var seconds = time.GetElapsedTime(started).TotalSeconds;
            ProxyMetrics.SyncDuration.WithLabels(family).Observe(seconds);
            (all ? ProxyMetrics.FullSyncDuration : ProxyMetrics.PartialSyncDuration).WithLabels(family).Observe(seconds);
        }

        return done ? health : null;
    }

    /// <summary>A pod of a dual-stack service is one endpoint, though it has two addresses.</summary>
    private static void Note(Dictionary<NamespacedName, ServiceHealth?> health, ServicePorts[] services)
    {
        foreach (var (service, ports) in services)
        {
            var port = ports.FirstOrDefault(static port => port.HealthCheckNodePort != 0);
            var local = ports.SelectMany(static port => port.LocalEndpoints).Where(static endpoint => endpoint.Ready).Select(static endpoint => endpoint.Address).Distinct().Count();
            var known = health.GetValueOrDefault(service);
            health[service] = port is null ? known : new ServiceHealth(port.HealthCheckNodePort, Math.Max(local, known?.LocalEndpoints ?? 0));
        }
    }

    [LoggerMessage(LogLevel.Error, "The {Family} rules could not be written, trying again: {Reason}")]
    private partial void LogSyncFailed(IPFamily family, string reason);
}
