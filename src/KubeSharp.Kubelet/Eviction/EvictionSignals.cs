using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Nodes;

namespace KubeSharp.Kubelet.Eviction;

/// <summary>Measures what eviction looks at: signal → what is left, and of how much.</summary>
internal sealed class EvictionSignals(string rootDir, Func<string> imageFs)
{
    public IReadOnlyDictionary<string, (long Available, long Capacity)> Read()
    {
        var signals = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        if (MachineInfo.MemoryInfo("MemAvailable") is { } available && MachineInfo.MemoryInfo("MemTotal") is { } total)
        {
            signals["memory.available"] = (available, total);
        }
        AddFileSystem(signals, "nodefs", rootDir);
        AddFileSystem(signals, "imagefs", imageFs());
        return signals;
    }

    private static void AddFileSystem(Dictionary<string, (long, long)> signals, string name, string path)
    {
        if (path.Length > 0 && FileSystemUsage.Of(path) is { } usage)
        {
            signals[name + ".available"] = (usage.AvailableBytes, usage.CapacityBytes);
            if (usage.Inodes > 0)
            {
                signals[name + ".inodesFree"] = (usage.InodesFree, usage.Inodes);
            }
        }
    }
}
