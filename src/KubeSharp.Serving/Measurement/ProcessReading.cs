using System.Globalization;

namespace KubeSharp.Serving.Measurement;

/// <summary>What /proc tells of a process (proc(5)).</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="StartTime">Unix time in seconds.</param>
/// <param name="VirtualBytes">Size of the address space.</param>
/// <param name="ResidentBytes">What of it is in memory.</param>
internal readonly record struct ProcessReading(double CpuSeconds, double StartTime, long VirtualBytes, long ResidentBytes)
{
    private const double TicksPerSecond = 100;

    // Fields of /proc/PID/stat, counted from the state, which follows the name in brackets.
    private const int UserTicks = 11;
    private const int SystemTicks = 12;
    private const int StartTicks = 19;
    private const int VirtualSize = 20;
    private const int ResidentPages = 21;

    /// <summary>Null where there is no such directory, or it says nothing.</summary>
    public static ProcessReading? Of(string directory)
    {
        var path = Path.Combine(directory, "stat");
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path);
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= ResidentPages)
        {
            return null;
        }

        double Number(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);

        return new ProcessReading(
            (Number(UserTicks) + Number(SystemTicks)) / TicksPerSecond,
            BootTime() + (Number(StartTicks) / TicksPerSecond),
            (long)Number(VirtualSize),
            (long)Number(ResidentPages) * Environment.SystemPageSize);
    }

    private static double BootTime()
    {
        const string name = "btime ";
        var line = File.ReadLines("/proc/stat").FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
    }
}
