using System.Diagnostics;
using System.Globalization;
using System.Text;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Tests.Embedded;

namespace KubeSharp.Storage.Tests.Crash;

/// <summary>
/// Ends a writing process at random moments. What a process leaves when it is killed is its files as they are at that moment, so each
/// life of the child gives several crashes: it is stopped, its files are copied, it goes on; and in the end it is killed for real and
/// the next one goes on with what it left.
/// </summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(18);

    [Fact]
    public async Task KilledAtAnyMoment_NoAcknowledgedWriteIsLost_AndNothingIsTorn()
    {
        var random = new Random(4711);
        var clock = Stopwatch.StartNew();
        using var home = new TemporaryDirectory();
        (int kills, int copies) = (0, 0);
        while (clock.Elapsed < Budget && kills + copies < 400)
        {
            using var child = new CrashChild(home.Path);
            await child.Started.WaitAsync(TimeSpan.FromSeconds(20));
            for (int i = 0; i < 12 && clock.Elapsed < Budget; i++)
            {
                Spin(random.Next(8000));
                Acknowledged acknowledged = child.Snapshot();
                using var copy = new TemporaryDirectory();
                child.Freeze();
                Copy(home.Path, copy.Path);
                child.Thaw();
                await VerifyAsync(copy, acknowledged);
                copies++;
            }

            Spin(random.Next(8000));
            await VerifyAsync(home, await child.KillAsync());
            kills++;
        }

        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} copies", kills, copies);
        Assert.True(kills >= 3 && copies >= 30, $"only {kills} kills and {copies} copies in {clock.Elapsed}");
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
