using System.Diagnostics;

namespace KubeSharp.Proxy.Nftables;

/// <summary>Applies a script as one transaction: all of it or nothing.</summary>
internal static class NftCommand
{
    public static async Task ApplyAsync(string script, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("nft", ["-f", "-"]) { RedirectStandardInput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new ProxyBackendException("nft did not start");
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new ProxyBackendException((await error).Trim());
        }
    }
}
