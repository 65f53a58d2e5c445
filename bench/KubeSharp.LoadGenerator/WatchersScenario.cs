using System.Buffers.Text;
using System.Diagnostics;

namespace KubeSharp.LoadGenerator;

/// <summary>Very many watches of one resource while a few objects are written at a steady rate: how long an event is on its way.</summary>
internal static class WatchersScenario
{
    private const int Objects = 100;
    private const int Connections = 20;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    private static string ConfigMaps => $"/api/v1/namespaces/{Load.Namespace}/configmaps";

    /// <param name="load">The server.</param>
    /// <param name="watchers">How many watches there are.</param>
    /// <param name="rate">Writes a second.</param>
    /// <param name="all">Each watch gets every event, instead of those of one object of <see cref="Objects"/>.</param>
    public static async Task RunAsync(Load load, int watchers, int rate, bool all)
    {
        await Load.SpreadAsync(Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Post, ConfigMaps, Bodies.Stamp(index, 0)));
        var server = load.Server.Reconnect(Connections);
        using var stop = new CancellationTokenSource();
        var (times, received) = (new Histogram(), 0L);
        var resident = load.Meter.ReadResidentBytes();
        var readers = new Task[watchers];
        await Load.SpreadAsync(watchers, Load.Clients, async index =>
        {
            var selector = all ? "" : $"&fieldSelector=metadata.name%3D{Bodies.StampName(index % Objects)}";
            readers[index] = ReadAsync(await server.OpenAsync(HttpMethod.Get, $"{ConfigMaps}?watch=1&resourceVersion=0{selector}"));
        });
        await Task.Delay(Settle);
        var perWatch = (load.Meter.ReadResidentBytes() - resident) / watchers;
        (times, received) = (new Histogram(), 0);
        var (cpu, clock) = (load.Meter.ReadSeconds(), Stopwatch.StartNew());
        var writes = await WriteAsync(load, rate);
        var expected = (long)writes * (all ? watchers : watchers / Objects);
        while (Interlocked.Read(ref received) < expected && clock.Elapsed < 2 * Time)
        {
            await Task.Delay(10);
        }

        var seconds = load.Meter.ReadSeconds() - cpu;
        Console.WriteLine(
            $"{watchers} watches, {(all ? "each of everything" : $"{watchers / Objects} of each object")}, {writes / Time.TotalSeconds:F0} writes/s: {received} of {expected} events, "
            + $"p50 {times.Percentile(0.5)} ms, p99 {times.Percentile(0.99)} ms (required {Required.Delivery} ms), {seconds * 1e6 / received:F1} us of CPU an event, "
            + $"{seconds / clock.Elapsed.TotalSeconds:P0} of a core, {perWatch / 1e3:F1} KB a watch");
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        await Load.SpreadAsync(Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/{Bodies.StampName(index)}"));

        async Task ReadAsync(HttpResponseMessage response)
        {
            using (response)
            {
                await using var stream = await response.Content.ReadAsStreamAsync(CancellationToken.None);
                var (buffer, kept) = (new byte[4096], 0);
                try
                {
                    int length;
                    while ((length = await stream.ReadAsync(buffer.AsMemory(kept), stop.Token)) > 0)
                    {
                        kept = Take(buffer, kept + length);
                    }
                }
                catch (Exception end) when (end is OperationCanceledException or IOException)
                {
                    // The scenario is over.
                }
            }
        }

        int Take(byte[] buffer, int length)
        {
            var now = Stopwatch.GetTimestamp();
            var rest = buffer.AsSpan(0, length);
            int end;
            while ((end = rest.IndexOf((byte)'\n')) >= 0)
            {
                var stamp = rest[..end][(rest[..end].IndexOf(Bodies.StampField) + Bodies.StampField.Length)..];
                if (Utf8Parser.TryParse(stamp, out long sent, out _) && sent > 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(sent, now));
                    Interlocked.Increment(ref received);
                }

                rest = rest[(end + 1)..];
            }

            rest.CopyTo(buffer);
            return rest.Length;
        }
    }

    /// <summary>Sends each write at its time, whether or not the ones before have been answered.</summary>
    private static async Task<int> WriteAsync(Load load, int rate)
    {
        var pending = new List<Task>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time;)
        {
            var due = (int)(clock.Elapsed.TotalSeconds * rate);
            for (; pending.Count < due; pending.Add(StampAsync(load, pending.Count % Objects)))
            {
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(pending);
        return pending.Count;
    }

    private static Task StampAsync(Load load, int index) =>
        load.Server.SendAsync(HttpMethod.Put, $"{ConfigMaps}/{Bodies.StampName(index)}", Bodies.Stamp(index, Stopwatch.GetTimestamp()));
}
