namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>What a node or container uses.</summary>
/// <param name="Time">The end of the window.</param>
/// <param name="Window">What the CPU figure is the mean of.</param>
/// <param name="NanoCores">CPU, in billionths of a core.</param>
/// <param name="MemoryBytes">The working set at the end.</param>
internal readonly record struct ResourceUse(DateTimeOffset Time, TimeSpan Window, long NanoCores, long MemoryBytes)
{
    private const double NanosPerCore = 1e9;

    /// <summary>Since its start the mean says something of the present only for what has started just now.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    /// <summary>From two readings; null if they do not tell.</summary>
    public static ResourceUse? Between(ResourcePoint? before, ResourcePoint last)
    {
        if (before is { } first && first.Start == last.Start && last.CpuSeconds >= first.CpuSeconds && last.Time > first.Time)
        {
            return Of(last, last.CpuSeconds - first.CpuSeconds, last.Time - first.Time);
        }

        return last.Start is { } start && last.Time - start is var age && age >= MinAge && age <= MaxAge
            ? Of(last, last.CpuSeconds, age)
            : null;
    }

    private static ResourceUse Of(ResourcePoint last, double cpuSeconds, TimeSpan window) =>
        new(last.Time, window, (long)(cpuSeconds / window.TotalSeconds * NanosPerCore), last.MemoryBytes);
}
