using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>Puts image archives (OCI or docker format) into containerd's Kubernetes namespace, through its own client.</summary>
public static partial class ImageImporter
{
    /// <summary>Returns the names of the imported images, as the client prints them.</summary>
    public static async Task<IReadOnlyList<string>> ImportAsync(string socket, string archive, CancellationToken cancellationToken)
    {
        var output = await SystemCommand.RunAsync(
            "ctr", ["--address", socket, "--namespace", "k8s.io", "images", "import", "--no-unpack", archive], cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("unpacking ", StringComparison.Ordinal) || line.StartsWith("saved ", StringComparison.Ordinal))];
    }

    /// <summary>Imports every archive of a folder; one that does not import is logged and left out.</summary>
    public static async Task ImportFolderAsync(string socket, string folder, ILogger logger, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var archive in Directory.EnumerateFiles(folder, "*.tar").Order(StringComparer.Ordinal))
        {
            try
            {
                await ImportAsync(socket, archive, cancellationToken);
            }
            catch (CommandException failure)
            {
                LogImportFailed(logger, archive, failure.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Image archive {Archive} was not imported: {Reason}")]
    private static partial void LogImportFailed(ILogger logger, string archive, string reason);
}
