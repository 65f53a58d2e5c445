using System.Diagnostics;

namespace KubeSharp.LoadGenerator;

/// <summary>Runs an operation many times by many clients at once and prints what it cost.</summary>
internal sealed class Load(ServerUnderTest server, CpuMeter meter)
{
    public const string Namespace = "load";
    public const string Node = "load-node";
    public const int Clients = 32;
    public const int Objects = 3000;

    private static bool _hasHead;

    public ServerUnderTest Server => server;

    public CpuMeter Meter => meter;

    /// <summary>An empty namespace, and a node for the pods that are not for the scheduler: without it they would be collected as orphans.</summary>
    public async Task PrepareAsync()
    {
        await CleanUpAsync();
        await server.SendAsync(HttpMethod.Post, "/api/v1/nodes", Bodies.Node(Node, unschedulable: true));
        await server.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{Namespace}}}"}}""");

        // A controller makes it, where there is one.
        await server.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{Namespace}/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}""");
    }

    public async Task CleanUpAsync()
    {
        await server.TrySendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{Namespace}/pods?gracePeriodSeconds=0");
        await server.TrySendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{Namespace}");
        await server.TrySendAsync(HttpMethod.Delete, $"/api/v1/nodes/{Node}");
        while (await server.TrySendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Namespace}"))
        {
            // Where no controller does it.
            await server.TrySendAsync(HttpMethod.Put, $"/api/v1/namespaces/{Namespace}/finalize", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{Namespace}}}"},"spec":{}}""");
            await Task.Delay(200);
        }
    }

    public async Task RunAsync(string name, int operations, int clients, Func<int, Task> operation)
    {
        var latencies = new double[operations];
        var cpu = meter.ReadSeconds();
        var clock = Stopwatch.StartNew();
        await SpreadAsync(operations, clients, async index =>
        {
            var started = Stopwatch.GetTimestamp();
            await operation(index);
            latencies[index] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        Report(name, operations, clock.Elapsed, meter.ReadSeconds() - cpu, latencies);
    }

    /// <summary>Each client takes the next index as soon as it is done with its last one.</summary>
    public static Task SpreadAsync(int operations, int clients, Func<int, Task> operation)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < operations)
            {
                await operation(index);
            }
        }));
    }

    public static void Report(string name, int operations, TimeSpan elapsed, double cpuSeconds, double[] latencies)
    {
        Array.Sort(latencies);
        var (rate, cpu) = (operations / elapsed.TotalSeconds, cpuSeconds * 1e6 / operations);
        var (upstream, ratio) = (Upstream.CpuOf(name), Upstream.RateOf(name)) switch
        {
            ({ } reference, _) => ($"{reference} us", reference / cpu),
            (_, { } reference) => ($"{reference}/s", rate / reference),
            _ => ("", 0.0),
        };
        WriteHead();
        Console.WriteLine(
            $"| {name,-24} | {operations,6} | {rate,7:F0} | {cpu,9:F1} | {Percentile(latencies, 0.5),7:F2} | {Percentile(latencies, 0.99),7:F2} "
            + $"| {upstream,10} | {(ratio > 0 ? $"{ratio:F1} x" : ""),6} |");
    }

    /// <summary>Once, above the first row.</summary>
    private static void WriteHead()
    {
        if (_hasHead)
        {
            return;
        }

        _hasHead = true;
        Console.WriteLine($"| {"scenario",-24} | {"ops",6} | {"ops/s",7} | {"CPU us/op",9} | {"p50 ms",7} | {"p99 ms",7} | {"upstream",10} | {"better",6} |");
        Console.WriteLine($"|:{new string('-', 24)}-|-{new string('-', 6)}:|-{new string('-', 7)}:|-{new string('-', 9)}:|-{new string('-', 7)}:|-{new string('-', 7)}:|-{new string('-', 10)}:|-{new string('-', 6)}:|");
    }

    private static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];
}
