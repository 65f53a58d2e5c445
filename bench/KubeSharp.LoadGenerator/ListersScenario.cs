using System.Diagnostics;

namespace KubeSharp.LoadGenerator;

/// <summary>Clients that list all pods again and again, and what they add to the memory of the server. The pods are those of <see cref="MemoryScenario"/>.</summary>
internal static class ListersScenario
{
    private const int SlowChunk = 64 * 1024;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan SamplePeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(20);

    private static string Pods => $"/api/v1/namespaces/{Load.Namespace}/pods?resourceVersion=0";

    /// <param name="load">The server.</param>
    /// <param name="clients">How many list at once.</param>
    /// <param name="slow">Whether they read slowly.</param>
    public static async Task RunAsync(Load load, int clients, bool slow)
    {
        using var stop = new CancellationTokenSource(Time);
        var (lists, bytes) = (0, 0L);
        var (before, most) = (load.Meter.ReadResidentBytes(), 0L);
        var (cpu, clock) = (load.Meter.ReadSeconds(), Stopwatch.StartNew());
        var listers = Enumerable.Range(0, clients).Select(_ => ListAsync()).ToArray();
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, load.Meter.ReadResidentBytes());
            await Task.Delay(SamplePeriod);
        }

        await Task.WhenAll(listers);
        Console.WriteLine(
            $"{clients} {(slow ? "slow " : "")}clients list all for {clock.Elapsed.TotalSeconds:F0} s: {(most - before) / 1e6:F0} MB more at most (required {Required.MemoryBytes / 1e6:F0} MB), "
            + $"{lists} lists, {bytes / 1e6:F0} MB, {(load.Meter.ReadSeconds() - cpu) * 1e9 / bytes:F1} ms of CPU a MB");

        async Task ListAsync()
        {
            var buffer = new byte[SlowChunk];
            try
            {
                while (true)
                {
                    using var response = await load.Server.OpenAsync(HttpMethod.Get, Pods);
                    await using var stream = await response.Content.ReadAsStreamAsync(stop.Token);
                    int length;
                    while ((length = await stream.ReadAsync(buffer, stop.Token)) > 0)
                    {
                        Interlocked.Add(ref bytes, length);
                        if (slow)
                        {
                            await Task.Delay(SlowPause, stop.Token);
                        }
                    }

                    Interlocked.Increment(ref lists);
                }
            }
            catch (OperationCanceledException)
            {
                // The scenario is over.
            }
        }
    }
}
