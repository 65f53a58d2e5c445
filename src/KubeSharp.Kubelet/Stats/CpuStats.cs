namespace KubeSharp.Kubelet.Stats;

/// <param name="UsageCoreNanoSeconds">Since the start of what is measured.</param>
/// <param name="UsageNanoCores">Rate over the last interval; null before there are two samples.</param>
internal sealed record CpuStats(DateTimeOffset Time, long UsageCoreNanoSeconds, long? UsageNanoCores);
