using KubeSharp.Cli.Commands;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using KubeSharp.StoreServer;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>Where an API server keeps its objects: in etcd, which several servers may share, or in a store of its own.</summary>
internal sealed record StoreOptions
{
    // A cluster starts its etcd and its API servers at the same time.
    private static readonly TimeSpan EtcdStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    public required EmbeddedStoreOptions Embedded { get; init; }

    /// <summary>Null for the embedded store.</summary>
    public EtcdStoreOptions? Etcd { get; init; }

    /// <summary>Where the embedded store is served to others; null if it is not.</summary>
    public StoreServerOptions? Serving { get; init; }

    /// <summary>Zero for no compaction.</summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Opens the store, and waits until it answers.</summary>
    /// <exception cref="UserException">It cannot be used.</exception>
    public async Task<IKeyValueStore> OpenAsync(ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return Etcd is null
                ? EmbeddedStore.Open(Embedded, time, loggers.CreateLogger<EmbeddedStore>())
                : await OpenEtcdAsync(Etcd, loggers, time, cancellationToken);
        }
        catch (StoreException failure)
        {
            throw new UserException(failure.Message);
        }
    }

    /// <summary>Serves the store to others, if it shall be.</summary>
    /// <exception cref="UserException">It cannot be served so.</exception>
    public async Task<StoreServer.StoreServer?> ServeAsync(IKeyValueStore store, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (Serving is null || store is not EmbeddedStore embedded)
        {
            return null;
        }

        try
        {
            var server = new StoreServer.StoreServer(embedded, Serving, loggers);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException)
        {
            throw new UserException(failure.Message);
        }
    }

    private static async Task<EtcdStore> OpenEtcdAsync(EtcdStoreOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new EtcdStore(options, time, loggers.CreateLogger<EtcdStore>());
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                await store.GetStatusAsync(cancellationToken);
                return store;
            }
            catch (StoreUnavailableException) when (time.GetElapsedTime(begin) < EtcdStart)
            {
                // It may be about to start, or to choose a leader: then its members answer at once.
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
            catch
            {
                await store.DisposeAsync();
                throw;
            }
        }
    }
}
