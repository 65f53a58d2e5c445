using KubeSharp.ApiServer.Health;
using KubeSharp.Serving.Health;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>Owns the background tasks: starts them, reports their start in /healthz, /livez and /readyz, and awaits their end.</summary>
internal sealed partial class ServerTasks
{
    private readonly IReadOnlyList<IServerTask> _tasks;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public ServerTasks(IReadOnlyList<IServerTask> tasks, HealthChecks health, ILogger logger)
    {
        _tasks = tasks;
        _logger = logger;
        foreach (var task in tasks)
        {
            health.AddLive(HealthCheck.Of(
                "poststarthook/" + task.Name, () => task.Started.IsCompletedSuccessfully ? null : "not finished"));
        }
    }

    public void Start() => _running = Task.WhenAll(_tasks.Select(RunAsync));

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(IServerTask task)
    {
        try
        {
            await task.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            LogFailed(_logger, e, task.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A background task of the API server has failed: {Task}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string task);
}
