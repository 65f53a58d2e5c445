using System.Diagnostics;

namespace KubeSharp.LoadGenerator;

/// <summary>Runs an operation many times by many clients at once and prints what it cost.</summary>
internal sealed class Load(ServerUnderTest server, CpuMeter meter)
{
    public const string Namespace = "load";
    public const int Clients = 32;
    public const int Objects = 3000;

    public ServerUnderTest Server => server;

    public CpuMeter Meter => meter;

    public async Task PrepareAsync()
    {
        await CleanUpAsync();
        await server.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{Namespace}}}"}}""");
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                await server.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Namespace}/serviceaccounts/default");
                return;
            }
            catch (InvalidOperationException)
            {
                await Task.Delay(100);
            }
        }
    }

    public async Task CleanUpAsync()
    {
        try
        {
            await server.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{Namespace}");
            while (true)
            {
                await server.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Namespace}");
                await Task.Delay(200);
            }
        }
        catch (InvalidOperationException)
        {
            // Gone, or never there.
        }
    }

    public async Task RunAsync(string name, int operations, int clients, Func<int, Task> operation)
    {
        var latencies = new double[operations];
        var next = -1;
        var cpu = meter.ReadSeconds();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < operations)
            {
                var started = Stopwatch.GetTimestamp();
                await operation(index);
                latencies[index] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }));
        Report(name, operations, clock.Elapsed, meter.ReadSeconds() - cpu, latencies);
    }

    public static void Report(string name, int operations, TimeSpan elapsed, double cpuSeconds, double[] latencies)
    {
        Array.Sort(latencies);
        Console.WriteLine(
            $"{name,-24} {operations,8} {operations / elapsed.TotalSeconds,10:F0} {cpuSeconds * 1e6 / operations,10:F1} {Percentile(latencies, 0.5),8:F2} {Percentile(latencies, 0.99),8:F2}");
    }

    private static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];
}
