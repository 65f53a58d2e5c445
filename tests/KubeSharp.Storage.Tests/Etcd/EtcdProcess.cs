using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Tests.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>A real etcd of one member, on loopback.</summary>
public sealed class EtcdProcess : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int _clientPort = FreePort();
    private readonly int _peerPort = FreePort();
    private Process? _process;

    public Uri Server => new(ClientUrl);

    private string ClientUrl => $"http://127.0.0.1:{_clientPort}";

    public async ValueTask InitializeAsync()
    {
        Start();
        await using EtcdStore store = Connect();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                await store.GetStatusAsync(limit.Token);
                return;
            }
            catch (Errors.StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    public EtcdStore Connect(params Uri[] others) =>
        new(new EtcdStoreOptions { Servers = [.. others, Server] }, TimeProvider.System, NullLogger<EtcdStore>.Instance);

    public void Start() => _process = Process.Start(new ProcessStartInfo(
        "etcd",
        [
            "--data-dir", Path.Combine(_directory.Path, "etcd"),
            "--listen-client-urls", ClientUrl, "--advertise-client-urls", ClientUrl,
            "--listen-peer-urls", $"http://127.0.0.1:{_peerPort}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{_peerPort}",
            "--initial-cluster", $"default=http://127.0.0.1:{_peerPort}",
            "--log-level", "error",
        ])
    { RedirectStandardError = true })!;

    public async ValueTask KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
