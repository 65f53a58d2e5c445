using System.Globalization;

namespace KubeSharp.LoadGenerator;

/// <summary>CPU time that processes have spent so far, from /proc/PID/stat (ticks of 10 ms).</summary>
internal sealed class CpuMeter(IReadOnlyList<int> processes)
{
    private const double TicksPerSecond = 100;

    public double ReadSeconds() => processes.Sum(ReadSeconds);

    public long ReadResidentBytes() => processes.Sum(process => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024);

    private static double ReadSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
