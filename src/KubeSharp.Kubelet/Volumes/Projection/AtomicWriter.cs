using System.Globalization;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Volumes.Projection;

/// <summary>
/// Replaces the content of a volume at once, so that a container sees either all old files or all new ones.
/// <code>
/// volume/
///   ..2026_01_02_03_04_05.678/   the files
///   ..data -> ..2026_01_02_03_04_05.678
///   ca.crt -> ..data/ca.crt
/// </code>
/// <list type="number">
/// <item>Write everything to a new directory, named by the time.</item>
/// <item>Make <c>..data_tmp</c> point to it and rename that to <c>..data</c>: the moment of the change.</item>
/// <item>Make links for first path segments that are new, remove those that are gone, and remove the old directory.</item>
/// </list>
/// A crash between the steps leaves a directory or link too many, which the next write clears away.
/// </summary>
internal static class AtomicWriter
{
    private const string DataLink = "..data";
    private const string TemporaryLink = "..data_tmp";
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;

    /// <param name="volume">The volume's directory; exists.</param>
    /// <param name="files">The whole content.</param>
    /// <param name="group">The fsGroup that may read the files; null for none.</param>
    /// <param name="now">Names the new directory.</param>
    /// <exception cref="IOException">The content could not be written; the old one still stands.</exception>
    public static void Write(string volume, ProjectedFiles files, uint? group, DateTimeOffset now)
    {
        // (1)
        var name = NewDirectoryName(volume, now);
        var directory = Path.Combine(volume, name);
        CreateDirectory(directory, group);
        foreach (var (path, file) in files.Files)
        {
            WriteFile(directory, path, file, group);
        }

        // (2)
        var temporary = Path.Combine(volume, TemporaryLink);
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, name);
        if (LibC.Rename(temporary, Path.Combine(volume, DataLink)) != 0)
        {
            throw LibC.Failure($"rename {temporary}");
        }

        // (3)
        var wanted = files.Files.Select(file => file.Key.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var segment in wanted)
        {
            var link = Path.Combine(volume, segment);
            if (FileStatus.Of(link, followLinks: false) is null)
            {
                File.CreateSymbolicLink(link, $"{DataLink}/{segment}");
            }
        }

        foreach (var entry in Directory.GetFileSystemEntries(volume))
        {
            var entryName = Path.GetFileName(entry);
            if (entryName is DataLink || entryName == name || wanted.Contains(entryName))
            {
                continue;
            }

            Remove(entry);
        }
    }

    private static string NewDirectoryName(string volume, DateTimeOffset now)
    {
        var stem = now.UtcDateTime.ToString("'..'yyyy_MM_dd_HH_mm_ss'.'fffffff", CultureInfo.InvariantCulture);
        var name = stem;
        for (var attempt = 1; Directory.Exists(Path.Combine(volume, name)); attempt++)
        {
            name = $"{stem}{attempt}";
        }

        return name;
    }

    private static void WriteFile(string directory, string path, ProjectedFile file, uint? group)
    {
        var segments = path.Split('/');
        var parent = directory;
        foreach (var segment in segments[..^1])
        {
            parent = Path.Combine(parent, segment);
            if (!Directory.Exists(parent))
            {
                CreateDirectory(parent, group);
            }
        }

        var target = Path.Combine(parent, segments[^1]);
        using (var stream = new FileStream(target, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 0,
        }))
        {
            stream.Write(file.Content.Span);
        }

        VolumeOwnership.Give(target, file.Owner, group);

        // Set on its own: creating honours the umask. A group owner may read whatever the mode says.
        File.SetUnixFileMode(target, (UnixFileMode)(file.Mode & 0xFFF) | (group is null ? 0 : UnixFileMode.UserRead | UnixFileMode.GroupRead));
    }

    private static void CreateDirectory(string path, uint? group)
    {
        Directory.CreateDirectory(path);
        VolumeOwnership.Give(path, null, group);
        File.SetUnixFileMode(path, DirectoryMode | (group is null ? 0 : UnixFileMode.SetGroup));
    }

    private static void Remove(string entry)
    {
        if (FileStatus.Of(entry, followLinks: false)?.Kind == FileKind.Directory)
        {
            Directory.Delete(entry, recursive: true);
        }
        else
        {
            File.Delete(entry);
        }
    }
}
