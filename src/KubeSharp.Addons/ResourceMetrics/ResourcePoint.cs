namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>What a node or container had used at a moment.</summary>
/// <param name="Time">When the CPU time was read.</param>
/// <param name="CpuSeconds">CPU time since the start.</param>
/// <param name="MemoryBytes">The working set.</param>
/// <param name="Start">When it started; null if it is not known.</param>
internal readonly record struct ResourcePoint(DateTimeOffset Time, double CpuSeconds, long MemoryBytes, DateTimeOffset? Start);
