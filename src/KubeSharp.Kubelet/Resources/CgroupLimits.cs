namespace KubeSharp.Kubelet.Resources;

/// <summary>Values for one cgroup. Null leaves the kernel's setting as it is.</summary>
/// <param name="CpuShares">In cgroup v1's scale of 2 to 262144.</param>
/// <param name="CpuQuota">Microseconds in each period; -1 lifts the limit.</param>
/// <param name="CpuPeriod">Microseconds.</param>
/// <param name="MemoryLimit">Bytes; -1 lifts the limit.</param>
/// <param name="Pids">Processes; -1 lifts the limit.</param>
internal sealed record CgroupLimits(
    long? CpuShares = null, long? CpuQuota = null, long? CpuPeriod = null, long? MemoryLimit = null, long? Pids = null);
