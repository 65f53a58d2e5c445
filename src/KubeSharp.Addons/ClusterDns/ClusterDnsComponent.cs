using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>The cluster's DNS: names of services and pods for everybody in the cluster, and the world's names through the host's servers.</summary>
public sealed partial class ClusterDnsComponent(ClusterDnsOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly ILogger _logger = loggers.CreateLogger<ClusterDnsComponent>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(cancellationToken);
            await using var factory = new InformerFactory(client, loggers, time);
            var services = factory.Get<Service>();
            var slices = factory.Get<EndpointSlice>();
            ClusterDnsIndexes.AddTo(services.Store, slices.Store);
            factory.Start();
            await factory.WaitForSyncAsync(cancellationToken);

            var zone = new ClusterZone(options.ClusterDomain, services.Store, slices.Store);
            var forwarder = new DnsForwarder(options.ResolverConfiguration, time);
            await new DnsServer(options.Listen, zone, forwarder, time, _logger).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var service = new KubeDnsService(client, options);
        while (true)
        {
            try
            {
                await service.EnsureAsync(cancellationToken);
                return;
            }
            catch (Exception failure) when (failure is ApiException or HttpRequestException)
            {
                LogPublishFailed(_logger, failure.Message);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The service kube-dns could not be published, trying again: {Reason}")]
    private static partial void LogPublishFailed(ILogger logger, string reason);
}
