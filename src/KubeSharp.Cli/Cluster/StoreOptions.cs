using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Etcd;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>Where an API server keeps its objects: in etcd, which several servers may share, or in a store of its own.</summary>
/// <param name="Directory">Of the embedded store.</param>
/// <param name="Etcd">Null for the embedded store.</param>
internal sealed record StoreOptions(string Directory, EtcdStoreOptions? Etcd = null)
{
    public IKeyValueStore Open(ILoggerFactory loggers, TimeProvider time) => Etcd is null
        ? EmbeddedStore.Open(new EmbeddedStoreOptions { Directory = Directory }, time, loggers.CreateLogger<EmbeddedStore>())
        : new EtcdStore(Etcd, time, loggers.CreateLogger<EtcdStore>());
}
