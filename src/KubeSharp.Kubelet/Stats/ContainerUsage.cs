namespace KubeSharp.Kubelet.Stats;

/// <summary>What one running container uses.</summary>
internal sealed record ContainerUsage(string Name, string Id, string Image, DateTimeOffset StartTime)
{
    public CpuStats? Cpu { get; init; }

    public MemoryStats? Memory { get; init; }

    public FsStats? Rootfs { get; init; }

    public FsStats? Logs { get; init; }
}
