using System.Globalization;

namespace KubeSharp.Kubelet.Stats.Proc;

/// <summary>What /proc/stat tells.</summary>
/// <param name="BusyNanoSeconds">CPU time of all processors together that was not idle or waiting for a disk.</param>
internal readonly record struct ProcStat(long BusyNanoSeconds, DateTimeOffset BootTime)
{
    // The kernel reports in USER_HZ, which is 100 on every architecture.
    private const long NanoSecondsPerTick = 10_000_000;
    private const int Idle = 3;
    private const int IoWait = 4;
    private const int Steal = 7;

    public static ProcStat Parse(string text)
    {
        long busy = 0;
        var boot = DateTimeOffset.UnixEpoch;
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > Steal && fields[0] == "cpu")
            {
                // Guest time, behind steal, is counted in user time already.
                for (var i = 0; i < Steal; i++)
                {
                    busy += i is Idle or IoWait ? 0 : long.Parse(fields[i + 1], CultureInfo.InvariantCulture);
                }
            }
            else if (fields is ["btime", var seconds])
            {
                boot = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
            }
        }

        return new ProcStat(busy * NanoSecondsPerTick, boot);
    }
}
