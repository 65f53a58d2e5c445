using KubeSharp.Kubelet.ContainerEnv;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Parts of a volume that are mounted alone.</summary>
internal static class SubPaths
{
    /// <summary>
    /// The host path of a subpath, created as a directory where nothing is there. Links on the way are resolved first and may not lead
    /// out of the volume.
    /// </summary>
    /// <exception cref="ContainerConfigException">The subpath leaves the volume, or cannot be made.</exception>
    public static string Prepare(string volume, string subPath, bool readOnly)
    {
        if (Path.IsPathRooted(subPath) || subPath.Split('/').Contains(".."))
        {
            throw new ContainerConfigException($"subPath \"{subPath}\" must be a relative path without \"..\"");
        }
        var root = Resolve(volume);
        var current = root;
        foreach (var part in subPath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
            {
                continue;
            }
            current = Resolve(Path.Combine(current, part));
            if (current != root && !current.StartsWith(root + "/", StringComparison.Ordinal))
            {
                throw new ContainerConfigException($"subpath \"{subPath}\" not within volume path \"{volume}\"");
            }
            if (!Path.Exists(current))
            {
                if (readOnly)
                {
                    throw new ContainerConfigException($"failed to prepare subPath \"{subPath}\": it does not exist in a read-only volume");
                }
                Create(current, volume);
            }
        }
        return current;
    }

    private static void Create(string path, string volume)
    {
        try
        {
            Directory.CreateDirectory(path, File.GetUnixFileMode(volume) & (UnixFileModes.PublicDirectory
                | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.SetGroup));
            // The process's mask took bits away.
            File.SetUnixFileMode(path, File.GetUnixFileMode(volume));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ContainerConfigException($"failed to create subPath directory \"{path}\": {exception.Message}");
        }
    }

    private static string Resolve(string path)
    {
        // ResolveLinkTarget follows the last part only; the parts before were resolved on the way here.
        var info = new FileInfo(path);
        return info.LinkTarget is null ? path.TrimEnd('/') : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }
}
