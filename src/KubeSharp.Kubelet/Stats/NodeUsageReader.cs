using System.Globalization;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Stats.Proc;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Measures the machine by /proc and its file systems, which is the same under cgroup v1 and v2.</summary>
internal sealed class NodeUsageReader(string rootDir, CpuRates rates, TimeProvider time)
{
    private const string Key = "node";

    /// <param name="imageFsPath">Where the runtime keeps images; null where it does not tell.</param>
    public NodeUsage Read(string? imageFsPath)
    {
        var now = time.GetUtcNow();
        var stat = ProcStat.Parse(File.ReadAllText("/proc/stat"));
        var memory = MemInfo.Parse(File.ReadAllText("/proc/meminfo"));
        var interfaces = NetDev.Parse(File.ReadAllText("/proc/1/net/dev"));
        var leading = NetDev.DefaultInterface(File.ReadAllText("/proc/1/net/route"));
        return new NodeUsage(
            stat.BootTime,
            new CpuStats(now, stat.BusyNanoSeconds, rates.Add(Key, now, stat.BusyNanoSeconds)),
            new MemoryStats(now) { Available = memory.Available, Usage = memory.Usage, WorkingSet = memory.WorkingSet, Rss = memory.Anonymous },
            new NetworkStats(now, interfaces.FirstOrDefault(one => one.Name == leading), interfaces))
        {
            Fs = FileSystem(rootDir, now),
            ImageFs = imageFsPath is null ? null : FileSystem(imageFsPath, now),
            MaxPid = MaxPid(),
            Processes = Directory.GetDirectories("/proc").Count(path => char.IsAsciiDigit(Path.GetFileName(path)[0])),
        };
    }

    private static FsStats? FileSystem(string path, DateTimeOffset now) =>
        FileSystemUsage.Of(path) is { } usage ? new FsStats(now, usage, usage.UsedBytes, usage.InodesUsed) : null;

    private static long MaxPid() => long.Parse(File.ReadAllText("/proc/sys/kernel/pid_max").Trim(), CultureInfo.InvariantCulture);
}
