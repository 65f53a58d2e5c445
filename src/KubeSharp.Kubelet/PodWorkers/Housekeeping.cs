using Grpc.Core;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>Takes away what pods left behind that have no worker any more: containers, volumes, directories, cgroups.</summary>
internal sealed partial class Housekeeping(PodWorkerPool pool, PodWorkerServices services, ILogger<Housekeeping> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;

    /// <summary>Runs after sources and runtime have told all that they have; before that, everything looks left behind.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, services.Time);
        try
        {
            do
            {
                await SweepAsync(cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            pool.SweepOrphans();
            // Each pod is looked up anew: one that has just come is not among those left behind.
            foreach (var uid in Directories(services.Paths.Pods))
            {
                if (!pool.Has(uid))
                {
                    await services.Volumes.UnmountAsync(uid, cancellationToken).ConfigureAwait(false);
                    PodDirectories.DeleteState(services.Paths, uid);
                }
            }
            foreach (var uid in services.Cgroups?.Uids() ?? new HashSet<string>())
            {
                if (!pool.Has(uid) && services.Cache.Get(uid).IsEmpty)
                {
                    await services.Cgroups!.RemoveAsync(uid, cancellationToken).ConfigureAwait(false);
                }
            }
            Count();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is IOException or UnauthorizedAccessException or RpcException)
        {
            LogFailed(exception.Message);
        }
    }

    private void Count()
    {
        var statuses = services.Cache.Uids.Select(services.Cache.Get).ToArray();
        KubeletMetrics.RunningPods.Set(statuses.Count(static status => status.Sandboxes.Any(static sandbox => sandbox.State == Cri.PodSandboxState.SandboxReady)));
        foreach (var states in statuses.SelectMany(static status => status.Containers).GroupBy(static container => container.State))
        {
            var name = states.Key switch
            {
                Cri.ContainerState.ContainerCreated => "created",
                Cri.ContainerState.ContainerRunning => "running",
                Cri.ContainerState.ContainerExited => "exited",
                _ => "unknown",
            };
            KubeletMetrics.RunningContainers.WithLabels(name).Set(states.Count());
        }
    }

    private static IEnumerable<string> Directories(string path) =>
        Directory.Exists(path) ? Directory.EnumerateDirectories(path).Select(static directory => Path.GetFileName(directory)) : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Traces of pods that are gone could not be removed: {Error}")]
    private partial void LogFailed(string error);
}
