using System.Diagnostics;

namespace KubeSharp.Cluster.Tests;

/// <summary>One component of KubeSharp as a process of its own. Its output goes to a file.</summary>
internal sealed class ComponentProcess(string name, string log, IReadOnlyList<string> arguments) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private Process? _process;

    public string Name => name;

    public bool IsRunning => _process is { HasExited: false };

    public string Log => File.Exists(log) ? File.ReadAllText(log) : "";

    public void Start()
    {
        _process?.Dispose();
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        _process = Process.Start("sh", ["-c", script, "sh", log, Repository.Binary, name, .. arguments]);
    }

    /// <summary>As kill -9 does it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end; false if it does not.</summary>
    public async Task<bool> StopAsync()
    {
        if (!IsRunning)
        {
            return true;
        }

        await Shell.RunAsync("kill", [$"{_process!.Id}"]);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return false;
        }
    }

    public void Dispose() => _process?.Dispose();
}
