using System.Globalization;
using Prometheus;

namespace KubeSharp.Serving.Measurement;

/// <summary>The process_* metrics under the names that Prometheus' clients give them, read from /proc when they are asked for.</summary>
public static class ProcessMetrics
{
    private static readonly Lock Installing = new();
    private static bool _installed;

    /// <summary>Adds them to the default registry, in the place of what the library would show by itself. Does so once.</summary>
    public static void Install()
    {
        lock (Installing)
        {
            if (_installed)
            {
                return;
            }

            _installed = true;

            // Event counters and meters of the runtime would cost time for each request.
            Metrics.SuppressDefaultMetrics();
            AddTo(Metrics.DefaultRegistry, "/proc/self");
        }
    }

    /// <param name="registry">Where they are shown.</param>
    /// <param name="directory">The process's directory in /proc.</param>
    internal static void AddTo(CollectorRegistry registry, string directory)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        var cpu = factory.CreateCounter("process_cpu_seconds_total", "Seconds of processor time, user and system.");
        var start = factory.CreateGauge("process_start_time_seconds", "Start of the process in Unix time.");
        var resident = factory.CreateGauge("process_resident_memory_bytes", "Memory that is in use.");
        var virtualBytes = factory.CreateGauge("process_virtual_memory_bytes", "Addresses that are in use.");
        var virtualMax = factory.CreateGauge("process_virtual_memory_max_bytes", "Addresses that there may be; -1 for any number.");
        var files = factory.CreateGauge("process_open_fds", "Open files.");
        var filesMax = factory.CreateGauge("process_max_fds", "Files that may be open.");
        registry.AddBeforeCollectCallback(() =>
        {
            if (ProcessReading.Of(directory) is not { } reading)
            {
                return;
            }

            cpu.IncTo(reading.CpuSeconds);
            start.Set(reading.StartTime);
            resident.Set(reading.ResidentBytes);
            virtualBytes.Set(reading.VirtualBytes);
            virtualMax.Set(Limit(directory, "Max address space"));
            files.Set(Directory.GetFileSystemEntries(Path.Combine(directory, "fd")).Length);
            filesMax.Set(Limit(directory, "Max open files"));
        });
    }

    private static double Limit(string directory, string name)
    {
        var line = File.ReadLines(Path.Combine(directory, "limits")).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? name;
        var words = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && double.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : -1;
    }
}
