namespace KubeSharp.Kubelet.Resources;

/// <summary>
/// The arithmetic between Kubernetes' resources and the kernel's: milli-CPUs to shares, quota and weight; memory to oom_score_adj.
/// </summary>
internal static class CgroupValues
{
    public const long MinShares = 2;
    public const long MaxShares = 262144;
    public const long SharesPerCpu = 1024;
    public const long QuotaPeriod = 100_000;
    public const long MinQuotaPeriod = 1_000;

    /// <summary>cpu.shares of a request. No request is the kernel's minimum.</summary>
    public static long Shares(long milliCpu) =>
        milliCpu == 0 ? MinShares : Math.Clamp(milliCpu * SharesPerCpu / 1000, MinShares, MaxShares);

    /// <summary>CFS quota in microseconds for each period of a limit; 0 means no limit.</summary>
    public static long Quota(long milliCpu, long period = QuotaPeriod) =>
        milliCpu == 0 ? 0 : Math.Max(milliCpu * period / 1000, MinQuotaPeriod);

    /// <summary>cpu.weight on cgroup v2 for v1's shares, by the conversion that runc and systemd users share: [2, 262144] → [1, 10000].</summary>
    public static long Weight(long shares)
    {
        var bounded = Math.Clamp(shares, MinShares, MaxShares);
        return 1 + ((bounded - 2) * 9999 / 262142);
    }
}
