using KubeSharp.ApiServer;
using KubeSharp.Storage;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>An API server on its store, and whatever else the process runs beside it.</summary>
/// <remarks>Start: 1. store; 2. API server; 3. what runs beside it. Stop is the reverse.</remarks>
internal sealed class ApiServerProcess(ApiServerOptions options, StoreOptions storeOptions, ILoggerFactory loggers, TimeProvider time)
{
    /// <param name="startOthers">Called once requests are answered.</param>
    /// <param name="cancellationToken">Ends it in good order.</param>
    public async Task RunAsync(Action<ApiServerHost, ComponentGroup> startOthers, CancellationToken cancellationToken)
    {
        await using var store = await storeOptions.OpenAsync(loggers, time, cancellationToken);
        await using var served = await storeOptions.ServeAsync(store, loggers, cancellationToken);
        await using var server = new ApiServerHost(options, store, loggers, time);
        await server.StartAsync(cancellationToken);
        try
        {
            await using var group = new ComponentGroup(loggers.CreateLogger<ComponentGroup>());
            startOthers(server, group);
            if (storeOptions.CompactionInterval > TimeSpan.Zero)
            {
                group.Start("compaction", new PeriodicCompaction(store, storeOptions.CompactionInterval, time).RunAsync);
            }

            await group.WaitAsync(cancellationToken);
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }
}
