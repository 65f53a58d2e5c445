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
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var tasks = selected.Select(entry => Prepare(entry, context)).ToList().ConvertAll(run => run(stop.Token));
            tasks.AddRange(recorders.Run(stop.Token));
            informers.Start();
            LogStarted(selected.Count);
            try
            {
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

    /// <summary>
    /// Makes a controller's loops at once, since their informers have to be known before any of them starts. What is returned runs them, as
    /// soon as these have synced: a resource that cannot be read stops no more than the controllers that need it.
    /// </summary>
    private static Func<CancellationToken, Task> Prepare(ControllerEntry entry, ControllerContext context)
    {
        var own = context with { Requested = [] };
        var loops = entry.Create(own).ToList();
        return async cancellationToken =>
        {
            foreach (var informer in own.Requested)
            {
                await informer.WaitForSyncAsync(cancellationToken).ConfigureAwait(false);
            }

            await Task.WhenAll(loops.Select(loop => loop.RunAsync(cancellationToken))).ConfigureAwait(false);
        };
    }
}
