namespace KubeSharp.Kubelet.Stats;

/// <summary>What one pod uses: the sum of its containers, and its network.</summary>
internal sealed record PodUsage(string Namespace, string Name, string UID, DateTimeOffset StartTime, IReadOnlyList<ContainerUsage> Containers)
{
    public CpuStats? Cpu { get; init; }

    public MemoryStats? Memory { get; init; }

    public NetworkStats? Network { get; init; }
}
