using System.Runtime.InteropServices;
using System.Text;

namespace KubeSharp.Kubelet.Native;

/// <summary>Mounts and unmounts.</summary>
internal static class Mounts
{
    private const string MountInfo = "/proc/self/mountinfo";

    /// <summary>Mounts a tmpfs.</summary>
    /// <param name="options">In mount(8)'s words, for instance <c>size=1048576</c>; "" for none.</param>
    public static void Tmpfs(string target, string options)
    {
        if (LibC.Mount("tmpfs", target, "tmpfs", 0, options.Length > 0 ? options : null) != 0)
        {
            throw LibC.Failure($"mount tmpfs on {target}");
        }
    }

    public static void Bind(string source, string target)
    {
        if (LibC.Mount(source, target, "none", LibC.MsBind, null) != 0)
        {
            throw LibC.Failure($"bind mount {source} on {target}");
        }
    }

    /// <summary>Unmounts, detaching a mount that is in use. Not being mounted is no error.</summary>
    public static void Unmount(string target)
    {
        const int invalid = 22;
        const int noEntry = 2;
        if (LibC.Unmount(target, LibC.UmountNoFollow) == 0
            || Marshal.GetLastPInvokeError() is invalid or noEntry
            || LibC.Unmount(target, LibC.UmountNoFollow | LibC.MntDetach) == 0)
        {
            return;
        }

        throw LibC.Failure($"unmount {target}");
    }

    public static bool IsMountPoint(string path) => Below(path).Contains(path);

    /// <summary>The mount points at or below a directory, the deepest first.</summary>
    public static IReadOnlyList<string> Below(string directory)
    {
        var prefix = directory.TrimEnd('/') + "/";
        var found = new List<string>();
        foreach (var line in File.ReadLines(MountInfo))
        {
            var fields = line.Split(' ', 6);
            if (fields.Length < 6)
            {
                continue;
            }

            var target = Unescape(fields[4]);
            if (target == directory || target.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(target);
            }
        }

        // A mount over another at the same place comes later and goes first.
        found.Reverse();
        return [.. found.OrderByDescending(target => target.Length)];
    }

    // The kernel writes space, tab, newline and backslash as \ooo.
    internal static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length)
            {
                result.Append((char)Convert.ToInt32(text.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
