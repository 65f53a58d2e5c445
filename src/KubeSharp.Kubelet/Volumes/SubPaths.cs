using System.Globalization;
using System.Runtime.InteropServices;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>
/// A part of a volume as a mount of its own. The pod's containers can put symbolic links into the volume at any time, so a path in it
/// must not be followed by name. Links are resolved first, as far as they stay in the volume; the plain path that results is walked from
/// directory to directory without following any link that was put there since; and the place reached is bind-mounted to a path
/// that containers cannot touch, <c>ROOT/pods/UID/volume-subpaths/VOLUME/CONTAINER/INDEX</c>.
/// </summary>
internal sealed class SubPaths(PodPaths paths)
{
    private const uint NewDirectoryMode = 0b111_101_000;
    private const int MaxLinks = 40;

    public static string Root(PodPaths paths, string podUid) => Path.Combine(paths.Pod(podUid), "volume-subpaths");

    /// <summary>Prepares a subPath of a volume for a container, making its directories where they are missing.</summary>
    /// <param name="podUid">The pod.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="index">Which of the container's mounts it is.</param>
    /// <param name="subPath">Relative, without "..", with variables expanded.</param>
    /// <returns>What to mount instead of the volume.</returns>
    /// <exception cref="VolumeMountException">The path is invalid or leads out of the volume.</exception>
    public string Prepare(string podUid, MountedVolume volume, string container, int index, string subPath)
    {
        var segments = subPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (subPath.StartsWith('/'))
        {
            throw new VolumeMountException($"error SubPath `{subPath}` must not be an absolute path");
        }

        if (segments.Contains(".."))
        {
            throw new VolumeMountException($"unable to provision SubPath `{subPath}`: must not contain '..'");
        }

        var target = Path.Combine(Root(paths, podUid), volume.Name, container, index.ToString(CultureInfo.InvariantCulture));
        if (Mounts.IsMountPoint(target))
        {
            return target;
        }

        var source = Walk(volume, volume.ReadOnly ? segments : Resolve(volume.HostPath, segments, subPath), subPath);
        try
        {
            var link = $"/proc/self/fd/{source}";
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (FileStatus.Of(link)?.Kind == FileKind.Directory)
            {
                Directory.CreateDirectory(target);
            }
            else
            {
                File.Create(target).Dispose();
            }

            Mounts.Bind(link, target);
            return target;
        }
        catch (IOException exception)
        {
            throw new VolumeMountException($"failed to prepare subPath for volumeMount \"{volume.Name}\" of container \"{container}\": {exception.Message}", exception);
        }
        finally
        {
            _ = LibC.Close(source);
        }
    }

    /// <summary>The segments with links replaced by what they point to, relative to the volume.</summary>
    internal static string[] Resolve(string volume, string[] segments, string subPath)
    {
        var resolved = new List<string>();
        var left = new Stack<string>(segments.Reverse());
        for (var links = 0; left.TryPop(out var segment);)
        {
            switch (segment)
            {
                case ".":
                    continue;
                case ".." when resolved.Count == 0:
                    throw Outside(volume, subPath);
                case "..":
                    resolved.RemoveAt(resolved.Count - 1);
                    continue;
            }

            resolved.Add(segment);
            var path = Path.Combine([volume, .. resolved]);
            if (FileStatus.Of(path, followLinks: false)?.Kind != FileKind.Link)
            {
                continue;
            }

            var target = new FileInfo(path).LinkTarget ?? "";
            resolved.RemoveAt(resolved.Count - 1);
            if (++links > MaxLinks)
            {
                throw new VolumeMountException($"subpath `{subPath}` has too many levels of symbolic links");
            }

            if (target.StartsWith('/'))
            {
                if (target != volume && !target.StartsWith(volume + "/", StringComparison.Ordinal))
                {
                    throw Outside(volume, subPath);
                }

                resolved.Clear();
                target = target[volume.Length..];
            }

            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                left.Push(part);
            }
        }

        return [.. resolved];
    }

    private static VolumeMountException Outside(string volume, string subPath) => new($"subpath \"{subPath}\" not within volume path \"{volume}\"");

    /// <returns>An open descriptor of the place.</returns>
    private static int Walk(MountedVolume volume, string[] segments, string subPath)
    {
        // The volume itself may be reached by links: it is the node's path, not the pod's.
        var current = LibC.OpenAt(LibC.AtFdCwd, volume.HostPath, LibC.OPath | LibC.OCloExec);
        if (current < 0)
        {
            throw new VolumeMountException(LibC.Failure($"open {volume.HostPath}").Message);
        }

        foreach (var segment in segments)
        {
            if (segment == ".")
            {
                continue;
            }

            var next = Step(current, volume, segment);
            var failure = next < 0 ? LibC.Failure(segment) : null;
            var isLink = next >= 0 && FileStatus.Of($"/proc/self/fd/{next}") is null or { Kind: FileKind.Link };
            _ = LibC.Close(current);
            if (failure is not null || isLink)
            {
                if (next >= 0)
                {
                    _ = LibC.Close(next);
                }

                throw new VolumeMountException(
                    $"failed to create subPath directory for volumeMount \"{volume.Name}\": {failure?.Message ?? $"subpath `{subPath}` leads through a symbolic link"}");
            }

            current = next;
        }

        return current;
    }

    private static int Step(int directory, MountedVolume volume, string segment)
    {
        const int noEntry = 2;

        // Projected volumes consist of links of the kubelet's own, which the containers cannot change.
        var flags = LibC.OPath | LibC.OCloExec | (volume.ReadOnly ? 0 : LibC.ONoFollow);
        var next = LibC.OpenAt(directory, segment, flags);
        if (next >= 0 || volume.ReadOnly || Marshal.GetLastPInvokeError() != noEntry)
        {
            return next;
        }

        return LibC.MakeDirectoryAt(directory, segment, NewDirectoryMode) == 0 ? LibC.OpenAt(directory, segment, flags) : -1;
    }
}
