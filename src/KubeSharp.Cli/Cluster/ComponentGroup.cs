using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>
/// Runs the components of one process side by side. They all end when one fails, so that a supervisor sees the failure
/// instead of half a cluster.
/// </summary>
internal sealed partial class ComponentGroup(ILogger<ComponentGroup> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public void Start(string name, Func<CancellationToken, Task> run) => _running.Add(RunAsync(name, run));

    /// <summary>The same, once something else is there.</summary>
    public void Start(string name, Task after, Func<CancellationToken, Task> run) => Start(name, async token =>
    {
        await after.WaitAsync(token);
        await run(token);
    });

    /// <summary>Waits until cancelled or until a component ends; rethrows what it failed with.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(_stop.Cancel);
        await Task.WhenAny(_running);
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(string name, Func<CancellationToken, Task> run)
    {
        // A component may work for a while before its first wait; the others should not have to wait for that.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await run(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        catch (Exception failure)
        {
            LogFailed(logger, name, failure);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Component} failed")]
    private static partial void LogFailed(ILogger logger, string component, Exception failure);
}
