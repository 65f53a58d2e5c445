using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Testing;

/// <summary>A real etcd, on a loopback address and a directory of its own: alone, or a member of an <see cref="EtcdCluster"/>.</summary>
public sealed class EtcdProcess : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    // Shorter than the start of the process is no failure of a test: StartAsync goes on asking.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-etcd-").FullName;
    private readonly string _name;
    private readonly IPAddress _address;
    private readonly EtcdCertificates? _certificates;
    private Process? _process;
    private bool _paused;

    public EtcdProcess()
        : this("default", FreeAddress(), certificates: null)
    {
    }

    public EtcdProcess(string name, IPAddress address, EtcdCertificates? certificates) =>
        (_name, _address, _certificates, Peer, Members) = (name, address, certificates, address, $"{name}=http://{address}:2380");

    public Uri Server => new($"{(_certificates is null ? "http" : "https")}://{_address}:2379");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The address at which other members reach it.</summary>
    internal IPAddress Peer { get; init; }

    /// <summary>All members as etcd's --initial-cluster has them.</summary>
    internal string Members { get; init; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A store on this etcd, which comes after the <paramref name="others"/> in the list of members.</summary>
    public EtcdStore Connect(params Uri[] others) => Connect(_certificates, [.. others, Server]);

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StartProcess();
        await AnswersAsync(cancellationToken);
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            (_process, _paused) = (null, false);
        }
    }

    /// <summary>Makes it hang: its connections stay, and nothing is answered.</summary>
    public void Pause() => (_, _paused) = (Signal(_process!.Id, Stop), true);

    public void Resume()
    {
        if (_paused)
        {
            _ = Signal(_process!.Id, Continue);
            _paused = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public static EtcdStore Connect(EtcdCertificates? certificates, IReadOnlyList<Uri> servers) => new(
        new EtcdStoreOptions
        {
            Servers = servers,
            ConnectTimeout = ConnectTimeout,
            Authorities = certificates?.Authorities,
            ClientCertificate = certificates?.Client,
        },
        TimeProvider.System,
        NullLogger<EtcdStore>.Instance);

    /// <summary>
    /// A loopback address that nobody listens at. Ports that are free now may be taken a moment later; of addresses there are enough for everybody.
    /// </summary>
    public static IPAddress FreeAddress() =>
        new([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);

    /// <summary>Starts it without waiting for it.</summary>
    public void StartProcess()
    {
        string client = Server.GetLeftPart(UriPartial.Authority);
        string[] arguments =
        [
            "--name", _name, "--data-dir", Path.Combine(_directory, "etcd"),
            "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", $"http://{_address}:2380", "--initial-advertise-peer-urls", $"http://{Peer}:2380", "--initial-cluster", Members,
            "--log-outputs", Path.Combine(_directory, "log"), "--logger", "zap",
            .. _certificates?.Save(_directory) ?? [],
        ];
        _process = Process.Start("etcd", arguments);
    }

    internal async Task AnswersAsync(CancellationToken cancellationToken)
    {
        await using EtcdStore store = Connect();
        while (true)
        {
            try
            {
                await store.RangeAsync(new RangeRequest(KeyRange.Single("/")), cancellationToken);
                return;
            }
            catch (StoreUnavailableException) when (IsRunning)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
