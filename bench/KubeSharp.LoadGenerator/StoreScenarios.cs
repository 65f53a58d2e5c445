using System.Diagnostics;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.LoadGenerator;

/// <summary>The embedded store by itself, in this process, in a directory that is empty before and after.</summary>
internal static class StoreScenarios
{
    private const int Writers = 128;
    private const int ValueSize = 1500;
    private const int Updates = 1_000_000;
    private const int Updaters = 1024;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly byte[][] Values = [.. Enumerable.Range(0, 64).Select(Value)];
    private static readonly TimeSpan SyncTime = TimeSpan.FromSeconds(2);

    /// <summary>Durable writes of new keys, beside what the disk can do.</summary>
    public static async Task WriteAsync(string directory)
    {
        var syncs = MeasureSyncs(directory);
        await using (var store = Open(directory))
        {
            var (times, next, clock) = (new Histogram(), 0, Stopwatch.StartNew());
            var cpu = Environment.CpuUsage.TotalTime;
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
            {
                while (clock.Elapsed < Time)
                {
                    var (started, index) = (Stopwatch.GetTimestamp(), Interlocked.Increment(ref next));
                    await store.CommitAsync(Transaction.PutIf($"/registry/pods/load/pod-{index:D8}", 0, Values[index % Values.Length]));
                    times.Add(Stopwatch.GetElapsedTime(started));
                }
            }));
            Console.WriteLine(
                $"embedded store, {Writers} writers of {ValueSize} B: {times.Count / clock.Elapsed.TotalSeconds:F0} durable writes/s (required {Required.Writes}), "
                + $"p50 {times.Percentile(0.5)} ms, p99 {times.Percentile(0.99)} ms, {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / times.Count:F1} us of CPU a write; "
                + $"the disk alone: {syncs:F0} syncs/s of 64 KB");
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>One key, updated again and again, with nobody who compacts but the store itself.</summary>
    public static async Task ChurnAsync(string directory)
    {
        var most = 0L;
        await using (var store = Open(directory))
        {
            var clock = Stopwatch.StartNew();
            var put = new Transaction { Success = [Operation.Put("/registry/pods/load/pod", Values[0])] };
            var writing = Load.SpreadAsync(Updates, Updaters, index => store.CommitAsync(put).AsTask());
            while (!writing.IsCompleted)
            {
                most = Math.Max(most, SizeOf(directory));
                await Task.Delay(50);
            }

            await writing;
            Console.WriteLine(
                $"one key updated {Updates} times with {ValueSize} B: files of {most / 1e6:F0} MB at most, {SizeOf(directory) / 1e6:F0} MB at the end "
                + $"(required {Required.ChurnBytes / 1e6:F0} MB), {Updates / clock.Elapsed.TotalSeconds:F0} writes/s");
        }

        Directory.Delete(directory, recursive: true);
    }

    public static EmbeddedStore Open(string directory) =>
        EmbeddedStore.Open(new EmbeddedStoreOptions { Directory = directory }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);

    /// <summary>Text that does not repeat, of an object's size.</summary>
    private static byte[] Value(int seed)
    {
        var value = new byte[ValueSize];
        new Random(seed).GetItems("abcdefghijklmnopqrstuvwxyz0123456789"u8, value);
        return value;
    }

    private static double MeasureSyncs(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "sync");
        var (count, block, clock) = (0, new byte[64 * 1024], Stopwatch.StartNew());
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (; clock.Elapsed < SyncTime; count++)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }
        }

        File.Delete(path);
        return count / clock.Elapsed.TotalSeconds;
    }

    private static long SizeOf(string directory) => new DirectoryInfo(directory).EnumerateFiles().Sum(file => file.Length);
}
