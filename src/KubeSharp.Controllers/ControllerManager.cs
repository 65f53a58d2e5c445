using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Client.LeaderElection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>Runs the controllers of the cluster, at one place at a time if asked to.</summary>
/// <remarks>The client's user needs the rights of <c>system:masters</c>, or those of all controllers' roles together.</remarks>
public sealed partial class ControllerManager(
    ControllerManagerOptions options,
    KubeClient client,
    ILoggerFactory loggers,
    TimeProvider time)
{
    private const string LeaseName = "kube-controller-manager";

    private readonly ILogger _logger = loggers.CreateLogger<ControllerManager>();

    /// <summary>The names of all controllers, as <see cref="ControllerManagerOptions.Controllers"/> takes them.</summary>
    public static IReadOnlyList<string> KnownControllers => [.. ControllerCatalog.All.Select(static entry => entry.Name)];

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="ArgumentException">The options name an unknown controller.</exception>
    /// <exception cref="LeadershipLostException">Another instance may lead by now; the process should end.</exception>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var selected = ControllerCatalog.Select(options);
        if (!options.LeaderElect)
        {
            return LeadAsync(selected, cancellationToken);
        }

        var identity = options.LeaderElectIdentity.Length > 0 ? options.LeaderElectIdentity : $"{Environment.MachineName}_{Guid.NewGuid()}";
        var election = new LeaderElectionOptions
        {
            Namespace = "kube-system",
            Name = LeaseName,
            Identity = identity,
            LeaseDuration = options.LeaderElectLeaseDuration,
            RenewDeadline = options.LeaderElectRenewDeadline,
            RetryPeriod = options.LeaderElectRetryPeriod,
        };
        return new LeaderElector(client, election, time, _logger).RunAsync(token => LeadAsync(selected, token), cancellationToken);
    }

    private async Task LeadAsync(IReadOnlyList<ControllerEntry> selected, CancellationToken cancellationToken)
    {
        var recorders = new EventRecorders(client, loggers, time);
        var informers = new InformerFactory(client, loggers, time);
        await using (informers.ConfigureAwait(false))
        {
            var context = new ControllerContext
            {
                Client = client,
                Informers = informers,
                Loggers = loggers,
                Time = time,
                Options = options,
                Events = recorders.Of,
            };
            var controllers = selected.SelectMany(entry => entry.Create(context)).ToList();
            informers.Start();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var tasks = recorders.Run(stop.Token).ToList();
            try
            {
                await informers.WaitForSyncAsync(stop.Token).ConfigureAwait(false);
                LogStarted(selected.Count);
                tasks.AddRange(controllers.Select(controller => controller.RunAsync(stop.Token)));
                var first = await Task.WhenAny(tasks).ConfigureAwait(false);
                await first.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Stopping is how this ends.
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
