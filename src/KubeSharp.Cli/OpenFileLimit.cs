using System.Runtime.InteropServices;

namespace KubeSharp.Cli;

/// <summary>How many files and connections this process may have open.</summary>
internal static partial class OpenFileLimit
{
    private const int OpenFiles = 7;

    /// <summary>Takes as many as are allowed, as Go's runtime does: every client is a connection. Where it does not work, all stays as it is.</summary>
    public static void Raise()
    {
        if (GetLimit(OpenFiles, out var limit) == 0 && limit.Soft < limit.Hard)
        {
            limit.Soft = limit.Hard;
            _ = SetLimit(OpenFiles, limit);
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
