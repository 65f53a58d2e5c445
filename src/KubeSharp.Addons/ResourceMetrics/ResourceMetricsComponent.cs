using KubeSharp.Api;
using KubeSharp.Client;
using KubeSharp.Serving;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>
/// The resource metrics API (metrics.k8s.io) for kubectl top and autoscaling: an extension API server as metrics-server is one. Where
/// the cluster has another, this one steps back.
/// </summary>
/// <param name="client">Has to reach the API server over HTTP: kubelets are asked through it.</param>
public sealed partial class ResourceMetricsComponent(ResourceMetricsOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private const int RoundsPerRegistration = 4;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<ResourceMetricsComponent>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var store = new UsageStore();
        var trust = new FrontProxyTrust(client);
        using var certificate = SelfSigned.Create(MetricsRegistration.Host, [MetricsRegistration.Host], time.GetUtcNow());
        await using var listener = new MetricsListener(
            options.Listen, certificate, trust, new MetricsApi(client, new MetricsObjects(store)), loggers);
        await listener.StartAsync(cancellationToken).ConfigureAwait(false);
        var registration = new MetricsRegistration(client, options, listener.Port, certificate.ExportCertificatePem());
        var scraper = new KubeletScraper(client, store, time, _logger);
        var isOurs = true;
        for (var round = 0; ;)
        {
            var pause = options.MetricResolution;
            try
            {
                if (round % RoundsPerRegistration == 0)
                {
                    await trust.RefreshAsync(cancellationToken).ConfigureAwait(false);
                    var wasOurs = isOurs;
                    isOurs = await registration.EnsureAsync(cancellationToken).ConfigureAwait(false);
                    if (wasOurs && !isOurs)
                    {
                        LogSteppedBack(_logger);
                    }
                }

                if (isOurs)
                {
                    await scraper.ScrapeAsync(cancellationToken).ConfigureAwait(false);
                }

                round++;
            }
            catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
            {
                LogFailed(_logger, failure.Message);
                pause = RetryDelay;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Information, "The cluster has another server of resource metrics, which this one leaves it to")]
    private static partial void LogSteppedBack(ILogger logger);

    [LoggerMessage(LogLevel.Debug, "Resource metrics have to wait for the API server: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
