using System.Diagnostics;
using System.Globalization;
using System.Text;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Tests.Embedded;

namespace KubeSharp.Storage.Tests.Crash;

/// <summary>
/// Kills a writing process at random moments, again and again: each one goes on with what the last has left. What a process leaves when it is
/// killed is its files as they are at that moment, so each life is also stopped once, for a copy of its files.
/// </summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    private const int Lanes = 3;
    private const int LivesPerLane = 80;

    [Fact]
    public async Task KilledAtAnyMoment_NoAcknowledgedWriteIsLost_AndNothingIsTorn()
    {
        var lanes = Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => LiveAsync(new Random(4711 + lane)))).ToArray();
        Acknowledged[] ends = await Task.WhenAll(lanes);
        Assert.All(ends, end => Assert.True(end.Revision > LivesPerLane, $"hardly anything was written: {end}"));
    }

    private static async Task<Acknowledged> LiveAsync(Random random)
    {
        using var home = new TemporaryDirectory();
        Acknowledged last = new(0, new long[CrashWriter.Writers]);
        for (int life = 0; life < LivesPerLane; life++)
        {
            using var child = new CrashChild(home.Path, last);

            // Now and then it does not live to write: the start, with what it has to clear up, is killed too.
            bool isWriting = random.Next(5) > 0;
            await (isWriting ? child.Started : child.Opening).WaitAsync(TimeSpan.FromMinutes(1));
            Spin(random.Next(8000));
            if (isWriting)
            {
                await VerifyCopyAsync(home, child);
                Spin(random.Next(8000));
            }

            last = await child.KillAsync();
            await VerifyAsync(home, last);
        }

        return last;
    }

    private static async Task VerifyCopyAsync(TemporaryDirectory home, CrashChild child)
    {
        Acknowledged acknowledged = child.Snapshot();
        using var copy = new TemporaryDirectory();
        child.Freeze();
        Copy(home.Path, copy.Path);
        child.Thaw();
        await VerifyAsync(copy, acknowledged);
    }

    private static async Task VerifyAsync(TemporaryDirectory directory, Acknowledged acknowledged)
    {
        await using EmbeddedStore store = directory.Open();
        Assert.True(store.CurrentRevision >= acknowledged.Revision, $"at {store.CurrentRevision}, acknowledged {acknowledged.Revision}");
        for (int writer = 0; writer < CrashWriter.Writers; writer++)
        {
            KeyValue? left = await FindAsync(store, CrashWriter.Left(writer));
            KeyValue? right = await FindAsync(store, CrashWriter.Right(writer));
            Assert.Equal(left?.ModRevision, right?.ModRevision);
            long counter = left is null ? 0 : Counter(left);
            Assert.True(counter >= acknowledged.Counters[writer], $"writer {writer}: found {counter}, acknowledged {acknowledged.Counters[writer]}");
            if (left is not null)
            {
                Assert.Equal(CrashWriter.Value(writer, counter), left.Value.ToArray());
                Assert.Equal(left.Value.ToArray(), right!.Value.ToArray());
            }
        }

        TransactionResult next = await store.CommitAsync(new Transaction { Success = [Operation.Put("/next", default)] });
        Assert.Equal(next.Revision, store.CurrentRevision);
    }

    private static async Task<KeyValue?> FindAsync(EmbeddedStore store, string key) =>
        (await store.RangeAsync(new RangeRequest(KeyRange.Single(key)))).KeyValues.SingleOrDefault();

    private static long Counter(KeyValue found) =>
        long.Parse(Encoding.ASCII.GetString(found.Value.Span[..40]).Split(' ')[1], CultureInfo.InvariantCulture);

    private static void Copy(string from, string to)
    {
        foreach (string name in (string[])["store.db", "store.db-wal"])
        {
            if (File.Exists(Path.Combine(from, name)))
            {
                File.Copy(Path.Combine(from, name), Path.Combine(to, name));
            }
        }
    }

    /// <summary>Shorter and finer than any timer.</summary>
    private static void Spin(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * microseconds / 1_000_000);
        while (Stopwatch.GetTimestamp() < end)
        {
            Thread.Yield();
        }
    }
}
