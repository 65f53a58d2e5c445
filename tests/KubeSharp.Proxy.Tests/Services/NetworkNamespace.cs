using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KubeSharp.Proxy.Tests.Services;

/// <summary>
/// A network namespace with a thread in it. Code that <see cref="RunAsync"/> runs goes on in that thread after each await, so its sockets and the
/// programs that it starts belong to the namespace.
/// </summary>
internal sealed partial class NetworkNamespace : SynchronizationContext, IDisposable
{
    private const int NetworkKind = 0x40000000;

    private static int _count;

    private readonly string _name;
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _work = [];
    private readonly Thread _thread;

    public NetworkNamespace(string name)
    {
        _name = $"kubesharp-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{name}";
        Run("ip", "netns", "add", _name);
        _thread = new Thread(Loop) { IsBackground = true };
        _thread.Start();
        Exec("ip link set lo up");
    }

    public string Name => _name;

    public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

    public Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(
            async _ =>
            {
                try
                {
                    result.SetResult(await run());
                }
                catch (Exception failure)
                {
                    result.SetException(failure);
                }
            },
            null);
        return result.Task;
    }

    public Task RunAsync(Func<Task> run) => RunAsync(async () =>
    {
        await run();
        return true;
    });

    /// <summary>Runs commands of the shell, one a line, and returns what they print.</summary>
    public string Exec(string commands) => Run("ip", "netns", "exec", _name, "sh", "-ec", commands);

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
        Run("ip", "netns", "delete", _name);
    }

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    private void Loop()
    {
        using (var handle = File.OpenHandle("/run/netns/" + _name))
        {
            Assert.Equal(0, Enter(handle, NetworkKind));
        }

        SetSynchronizationContext(this);
        foreach (var (work, state) in _work.GetConsumingEnumerable())
        {
            work(state);
        }
    }

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int Enter(SafeFileHandle handle, int kind);
}
