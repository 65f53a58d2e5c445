using System.Diagnostics;
using System.Text;

namespace KubeSharp.Cluster.Tests;

/// <summary>A program that goes on while the test looks at what it prints and types into it.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly StringBuilder _output = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningCommand(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>All that it has printed so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static RunningCommand Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RunningCommand(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits until it has printed the text; fails with what it has printed instead.</summary>
    public Task<string> SeeAsync(string text) => SeeAsync(output => output.Contains(text, StringComparison.Ordinal), text);

    public async Task<string> SeeAsync(Func<string, bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task more;
            lock (_output)
            {
                if (condition(_output.ToString()))
                {
                    return _output.ToString();
                }

                more = _more.Task;
            }

            var left = Timeout - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || await Task.WhenAny(more, _reading, Task.Delay(left, TimeProvider.System)) != more)
            {
                // The last lines and the end come together.
                Assert.True(condition(Output), $"not seen: {what}\n{Output}");
                return Output;
            }
        }
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Timeout, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _reading;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_output)
            {
                _output.Append(buffer, 0, count);
                _more.TrySetResult();
                _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
