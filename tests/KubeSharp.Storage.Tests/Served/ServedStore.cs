using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Tests.Embedded;
using KubeSharp.StoreServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>An embedded store that is served as an etcd on a loopback port.</summary>
internal sealed class ServedStore : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly EmbeddedStore _store;
    private readonly StoreServer.StoreServer _server;

    public ServedStore(TimeProvider time, StoreServerOptions? options = null, long quota = 0)
    {
        _store = _directory.Open(time, quota: quota);
        _server = new StoreServer.StoreServer(
            _store, options ?? new StoreServerOptions { ListenClientUrls = [new Uri("http://127.0.0.1:0")] }, NullLoggerFactory.Instance);
    }

    public EmbeddedStore Store => _store;

    public Uri Address => new($"http://{_server.EndPoint}");

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    public EtcdStore Connect() =>
        new(new EtcdStoreOptions { Servers = [Address] }, TimeProvider.System, NullLogger<EtcdStore>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }
}
