using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>Gives volumes to the fsGroup of a pod.</summary>
internal static class VolumeOwnership
{
    private const uint Unchanged = uint.MaxValue;
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode ForDirectories = ForFiles | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <summary>Makes a whole tree readable and writable for the group, and new files in it the group's.</summary>
    /// <param name="changePolicy">A FSGroupChangePolicy; OnRootMismatch leaves a tree alone whose root is right already.</param>
    public static void Apply(string path, long? group, string? changePolicy)
    {
        if (group is not { } gid)
        {
            return;
        }

        if (changePolicy == PodFSGroupChangePolicy.FSGroupChangeOnRootMismatch
            && FileStatus.Of(path) is { } root
            && root.Gid == gid
            && root.Permissions.HasFlag(ForDirectories))
        {
            return;
        }

        // The root last, so that an interrupted walk is not taken for a finished one.
        foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        }))
        {
            ApplyTo(entry, (uint)gid);
        }

        ApplyTo(path, (uint)gid);
    }

    /// <summary>Changes owner and group where they are given.</summary>
    public static void Give(string path, uint? owner, uint? group)
    {
        if ((owner is not null || group is not null) && LibC.ChangeOwner(path, owner ?? Unchanged, group ?? Unchanged) != 0)
        {
            throw LibC.Failure($"chown {path}");
        }
    }

    private static void ApplyTo(string path, uint gid)
    {
        if (FileStatus.Of(path, followLinks: false) is not { } status)
        {
            return;
        }

        Give(path, null, gid);
        if (status.Kind is not FileKind.Link)
        {
            File.SetUnixFileMode(path, status.Permissions | (status.Kind == FileKind.Directory ? ForDirectories : ForFiles));
        }
    }
}
