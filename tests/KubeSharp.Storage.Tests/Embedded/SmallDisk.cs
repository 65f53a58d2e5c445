using System.Diagnostics;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>A file system in memory with room for a few megabytes; needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public SmallDisk(int megabytes)
    {
        Directory.CreateDirectory(Path);
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path);
    }

    public string Path => System.IO.Path.Combine(_place.Path, "disk");

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", Path);
        _place.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
