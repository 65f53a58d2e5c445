using System.ComponentModel;
using System.Diagnostics;

namespace KubeSharp.Proxy;

/// <summary>Runs the programs of the packet filters.</summary>
internal static class FilterCommand
{
    private const int MaxMessage = 1000;

    /// <returns>What the program prints.</returns>
    /// <exception cref="ProxyBackendException">It is not there, or it refuses.</exception>
    public static async Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its message says why.
        }

        await process.WaitForExitAsync(cancellationToken);
        var (printed, message) = (await output, (await error).Trim());
        return process.ExitCode == 0
            ? printed
            : throw new ProxyBackendException($"{program}: {(message.Length > MaxMessage ? message[..MaxMessage] : message)}");
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception failure)
        {
            throw new ProxyBackendException($"{program}: {failure.Message}");
        }
    }
}
