using System.Globalization;
using System.Runtime.InteropServices;

namespace KubeSharp.Kubelet.Resources;

/// <summary>Reads, writes and removes one cgroup directory. Files a kernel does not offer are passed over.</summary>
internal static partial class CgroupDirectory
{
    private const int SigKill = 9;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    public static string? Read(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>False where the file is missing or the kernel refuses the value.</returns>
    public static bool Write(string directory, string file, string value)
    {
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            return false;
        }
        try
        {
            File.WriteAllText(path, value);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    public static IReadOnlyList<string> Children(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path)!)] : [];

    public static long? WorkingSet(string directory, string usageFile, string inactiveKey)
    {
        if (!long.TryParse(Read(directory, usageFile), NumberStyles.None, CultureInfo.InvariantCulture, out var usage))
        {
            return null;
        }
        foreach (var line in (Read(directory, "memory.stat") ?? "").Split('\n'))
        {
            if (line.StartsWith(inactiveKey, StringComparison.Ordinal) && line.Length > inactiveKey.Length && line[inactiveKey.Length] == ' '
                && long.TryParse(line.AsSpan(inactiveKey.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var inactive))
            {
                return Math.Max(0, usage - inactive);
            }
        }
        return usage;
    }

    /// <summary>
    /// Removes a cgroup bottom up. Killed processes take a moment to leave, so a busy directory is tried again for up to two seconds.
    /// </summary>
    public static async Task RemoveAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (TryRemove(directory))
            {
                return;
            }
            if (attempt == 100)
            {
                throw new IOException($"cgroup {directory} is still in use");
            }
            KillAll(directory);
            await Task.Delay(RetryInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool TryRemove(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return true;
        }
        try
        {
            foreach (var child in Directory.EnumerateDirectories(directory))
            {
                TryRemove(child);
            }
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        // Directory.Delete would try to unlink the control files.
        return RemoveDirectory(directory) == 0 || !Directory.Exists(directory);
    }

    private static void KillAll(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }
        foreach (var cgroup in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories).Prepend(directory))
        {
            foreach (var line in (Read(cgroup, "cgroup.procs") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 1)
                {
                    _ = Kill(pid, SigKill);
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "rmdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveDirectory(string path);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
