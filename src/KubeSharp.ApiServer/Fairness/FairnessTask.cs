using KubeSharp.Api;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Keeps the gate to what the FlowSchemas and PriorityLevelConfigurations say, and moves seats between its levels.</summary>
internal sealed partial class FairnessTask(FairnessGate gate, CachedObjects objects, TimeProvider time, ILogger<FairnessTask> logger) : IServerTask
{
    private static readonly TimeSpan LendingPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _changes = new(0);

    public string Name => "priority-and-fairness-config-consumer";

    public Task Started => _started.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var levels = objects.Follow<PriorityLevelConfiguration>(_ => _changes.Release(), _ => _changes.Release());
        var schemas = objects.Follow<FlowSchema>(_ => _changes.Release(), _ => _changes.Release());
        await Task.WhenAll(
            levels.RunAsync(cancellationToken), schemas.RunAsync(cancellationToken),
            ConfigureAsync(Task.WhenAll(levels.Synced, schemas.Synced), cancellationToken), LendAsync(cancellationToken));
    }

    private async Task ConfigureAsync(Task synced, CancellationToken cancellationToken)
    {
        await synced.WaitAsync(cancellationToken);
        while (true)
        {
            gate.Configure(objects.List<PriorityLevelConfiguration>(), objects.List<FlowSchema>());
            _started.TrySetResult();
            await SetStatusesAsync(cancellationToken);
            await _changes.WaitAsync(cancellationToken);

            // Several come together, at the first start above all.
            await Task.Delay(Gathering, time, cancellationToken);
            while (_changes.Wait(0, CancellationToken.None))
            {
            }
        }
    }

    private async Task SetStatusesAsync(CancellationToken cancellationToken)
    {
        var levels = objects.List<PriorityLevelConfiguration>().Select(level => level.Metadata.Name).ToHashSet();
        foreach (var schema in objects.List<FlowSchema>().ToList())
        {
            var isDangling = !levels.Contains(schema.Spec.PriorityLevelConfiguration.Name);
            if (levels.Count == 0 || ReferenceEquals(FlowSchemaStatuses.With(schema, isDangling, time.GetUtcNow()), schema))
            {
                continue;
            }

            try
            {
                await objects.UpdateAsync<FlowSchema>(
                    "", schema.Metadata.Name, current => FlowSchemaStatuses.With(current, isDangling, time.GetUtcNow()), cancellationToken);
            }
            catch (Exception e) when (e is ApiException or Storage.Errors.StoreException)
            {
                LogStatusFailed(logger, e, schema.Metadata.Name);
            }
        }
    }

    private async Task LendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(LendingPeriod, time, cancellationToken);
            gate.Lend();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not write the status of FlowSchema {Schema}")]
    private static partial void LogStatusFailed(ILogger logger, Exception exception, string schema);
}
