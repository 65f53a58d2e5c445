using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Client.LeaderElection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>Runs the controllers of the cluster, at one place at a time if asked to.</summary>
/// <param name="options">What to run.</param>
/// <param name="client">
/// Of <c>system:kube-controller-manager</c>: reads for all controllers, takes part in the election and works for those few that have no account.
/// </param>
/// <param name="accounts">
/// The client of a ServiceAccount in kube-system; each controller acts as its own one. A function that always returns <paramref name="client"/>
/// makes all act as one user, who then needs the rights of all.
/// </param>
/// <param name="loggers">For the controllers' logs.</param>
/// <param name="time">The clock.</param>
public sealed partial class ControllerManager(
    ControllerManagerOptions options,
    KubeClient client,
    Func<string, KubeClient> accounts,
    ILoggerFactory loggers,
    TimeProvider time)
{
    private const string LeaseName = "kube-controller-manager";

    private readonly ILogger _logger = loggers.CreateLogger<ControllerManager>();

    /// <summary>The names of all controllers, as <see cref="ControllerManagerOptions.Controllers"/> takes them.</summary>
    public static IReadOnlyList<string> KnownControllers => [.. ControllerCatalog.All.Select(static entry => entry.Name)];

    /// <summary>Those that run here.</summary>
    /// <exception cref="ArgumentException">The options name an unknown controller.</exception>
    public IReadOnlyList<string> SelectedControllers => [.. ControllerCatalog.Select(options).Select(static entry => entry.Name)];

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
        var recorders = new EventRecorders(loggers, time);
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
                Events = component => recorders.Of(component, client),
            };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var tasks = selected.Select(entry => Prepare(entry, ContextOf(entry, context, recorders))).ToList().ConvertAll(run => run(stop.Token));
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

    /// <summary>What all share, with the controller's own identity.</summary>
    private ControllerContext ContextOf(ControllerEntry entry, ControllerContext shared, EventRecorders recorders)
    {
        var account = ControllerAccounts.Of(entry.Name);
        var own = account.Length > 0 ? accounts(account) : client;
        return shared with { Client = own, Events = component => recorders.Of(component, own), Requested = [] };
    }

    /// <summary>
    /// Makes a controller's loops at once, since their informers have to be known before any of them starts. What is returned runs them, as
    /// soon as these have synced: a resource that cannot be read stops no more than the controllers that need it.
    /// </summary>
    private static Func<CancellationToken, Task> Prepare(ControllerEntry entry, ControllerContext own)
    {
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
