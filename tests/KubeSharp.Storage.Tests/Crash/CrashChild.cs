using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KubeSharp.Storage.Tests.Crash;

/// <summary>A running <see cref="CrashWriter"/> and what it has acknowledged so far.</summary>
internal sealed partial class CrashChild : IDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly Process _process;
    private readonly Task _reading;
    private readonly TaskCompletionSource _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _counters;
    private readonly Lock _lock = new();
    private long _revision;

    /// <param name="directory">Of the store.</param>
    /// <param name="before">What the writers before it have acknowledged.</param>
    public CrashChild(string directory, Acknowledged before)
    {
        _revision = before.Revision;
        _counters = [.. before.Counters];
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. HostArguments, CrashWriter.Argument, directory])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TieredCompilation"] = "1" },
        })!;
        _reading = ReadAsync();
    }

    /// <summary>Completes when it is about to open the store.</summary>
    public Task Opening => _opening.Task;

    /// <summary>Completes with the first acknowledged write.</summary>
    public Task Started => _started.Task;

    private static IEnumerable<string> HostArguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(CrashChild).Assembly.Location] : [];

    public Acknowledged Snapshot()
    {
        lock (_lock)
        {
            return new Acknowledged(_revision, [.. _counters]);
        }
    }

    /// <summary>Returns when every thread stands still.</summary>
    public void Freeze()
    {
        Assert.Equal(0, Signal(_process.Id, Stop));
        while (!Directory.EnumerateDirectories($"/proc/{_process.Id}/task").All(IsStopped))
        {
            Thread.Yield();
        }
    }

    public void Thaw() => Assert.Equal(0, Signal(_process.Id, Continue));

    /// <summary>SIGKILL. Everything that it had acknowledged is known afterwards.</summary>
    public async Task<Acknowledged> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        return Snapshot();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static bool IsStopped(string thread)
    {
        string stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2] is 'T' or 'Z' or 'X';
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _opening.TrySetResult();
            string[] parts = line.Split(' ');
            if (parts.Length != 3)
            {
                continue;
            }

            lock (_lock)
            {
                _revision = Math.Max(_revision, long.Parse(parts[0], CultureInfo.InvariantCulture));
                ref long counter = ref _counters[int.Parse(parts[1], CultureInfo.InvariantCulture)];
                counter = Math.Max(counter, long.Parse(parts[2], CultureInfo.InvariantCulture));
            }

            _started.TrySetResult();
        }

        var early = new InvalidOperationException("the writer ended before its first write");
        _opening.TrySetException(early);
        _started.TrySetException(early);

        // A writer may be killed before it writes.
        _ = _started.Task.Exception;
    }
}
