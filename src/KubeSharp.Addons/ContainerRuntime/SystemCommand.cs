using System.Diagnostics;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>Runs a program of the system to its end.</summary>
public static class SystemCommand
{
    /// <summary>Its standard output. Throws <see cref="CommandException"/> with its standard error when it exits with another code than 0.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new CommandException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new CommandException($"{program} {string.Join(' ', start.ArgumentList)}: {(await error).Trim()}");
    }
}
