using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Testing;

/// <summary>A real etcd of one member, on loopback, with a directory of its own.</summary>
public sealed class EtcdProcess : IAsyncDisposable
{
    // Shorter than the start of the process is no failure of a test: StartAsync goes on asking.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-etcd-").FullName;
    private readonly int _clientPort = FreePort();
    private readonly int _peerPort = FreePort();
    private Process? _process;

    public Uri Server => new(ClientUrl);

    private string ClientUrl => $"http://127.0.0.1:{_clientPort}";

    private string PeerUrl => $"http://127.0.0.1:{_peerPort}";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A store on this etcd, which comes after the <paramref name="others"/> in the list of members.</summary>
    public EtcdStore Connect(params Uri[] others) =>
        new(new EtcdStoreOptions { Servers = [.. others, Server], ConnectTimeout = ConnectTimeout }, TimeProvider.System, NullLogger<EtcdStore>.Instance);

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--data-dir", Path.Combine(_directory, "etcd"),
            "--listen-client-urls", ClientUrl, "--advertise-client-urls", ClientUrl,
            "--listen-peer-urls", PeerUrl, "--initial-advertise-peer-urls", PeerUrl, "--initial-cluster", $"default={PeerUrl}",
            "--log-outputs", Path.Combine(_directory, "log"), "--logger", "zap",
        ];
        _process = Process.Start("etcd", arguments);
        await using EtcdStore store = Connect();
        while (true)
        {
            try
            {
                await store.GetStatusAsync(cancellationToken);
                return;
            }
            catch (StoreUnavailableException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
