namespace KubeSharp.Kubelet.Stats;

/// <summary>What the whole machine uses.</summary>
internal sealed record NodeUsage(DateTimeOffset StartTime, CpuStats Cpu, MemoryStats Memory, NetworkStats Network)
{
    public FsStats? Fs { get; init; }

    public FsStats? ImageFs { get; init; }

    public long MaxPid { get; init; }

    public long Processes { get; init; }
}
