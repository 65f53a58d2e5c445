using System.Diagnostics;
using System.Globalization;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>The process that holds a container for containerd, and outlives it.</summary>
/// <param name="ProcessId">Of the shim; the container's processes are its children.</param>
/// <param name="ContainerId">Of the container, or of its pod's sandbox.</param>
internal sealed record Shim(int ProcessId, string ContainerId)
{
    /// <summary>The running shims of the containerd with this socket.</summary>
    public static IReadOnlyList<Shim> Of(string socket)
    {
        var shims = new List<Shim>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id)
                && ContainerOf(ReadFile(Path.Combine(directory, "cmdline")), socket) is { } container)
            {
                shims.Add(new Shim(id, container));
            }
        }

        return shims;
    }

    /// <summary>Kills the shim, and the container's processes with it.</summary>
    public void Kill()
    {
        var children = ReadFile($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // The shim first, or it would report the end of its children to containerd.
        Kill(ProcessId);
        foreach (var child in children)
        {
            Kill(int.Parse(child, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The container of a shim's command line; null if it is no shim of this containerd.</summary>
    internal static string? ContainerOf(string commandLine, string socket)
    {
        var words = commandLine.Split('\0');
        return Path.GetFileName(words[0]).StartsWith("containerd-shim", StringComparison.Ordinal) && After("-address") == socket ? After("-id") : null;

        string? After(string flag) => Array.IndexOf(words, flag) is var at and >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
