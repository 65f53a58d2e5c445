using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using KubeSharp.Chaos.Tests.Harming;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests;

/// <summary>One of the API servers that harm comes to: <c>kubesharp apiserver</c> on a loopback address of its own.</summary>
internal sealed class ServerProcess(ServerFiles files, IEnumerable<IPEndPoint> members) : IProcess, IAsyncDisposable
{
    private const int Port = 6443;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly IPAddress _address = EtcdProcess.FreeAddress();
    private Process? _process;

    public IPEndPoint EndPoint => new(_address, Port);

    public void Start()
    {
        string[] arguments =
        [
            "--data-dir", files.DataDirectory, "--token-auth-file", files.Tokens,
            "--bind-address", _address.ToString(), "--advertise-address", _address.ToString(), "--secure-port", $"{Port}",
            "--etcd-servers", string.Join(',', members.Select(member => $"http://{member}")),
            "--etcd-compaction-interval", "20s",
        ];
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        string program = Path.Combine(AppContext.BaseDirectory, "kubesharp");
        _process = Process.Start("sh", ["-c", script, "sh", Path.Combine(files.DataDirectory, $"{_address}.log"), program, "apiserver", .. arguments]);
    }

    /// <summary>A server that finds no etcd when it starts gives up after a while; whoever runs it starts it again.</summary>
    public void Revive()
    {
        if (_process is { HasExited: true } ended)
        {
            ended.Dispose();
            Start();
        }
    }

    public void Pause() => _ = Signal(_process!.Id, Stop);

    public void Resume() => _ = Signal(_process!.Id, Continue);

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

    public ValueTask DisposeAsync() => new(KillAsync());

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
