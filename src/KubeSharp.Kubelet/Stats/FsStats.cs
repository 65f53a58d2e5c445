using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Stats;

/// <param name="Used">What the measured thing uses of the file system; null where unknown.</param>
internal sealed record FsStats(DateTimeOffset Time, FileSystemUsage FileSystem, long? Used, long? InodesUsed);
