using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>What the loss of members does to those who read, write and watch.</summary>
[Trait("Category", "Node")]
public sealed class EtcdClusterTests(EtcdClusterFixture fixture) : IClassFixture<EtcdClusterFixture>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EtcdCluster Cluster => fixture.Cluster;

    public async ValueTask InitializeAsync() => await Cluster.StartAsync(Cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LossOfAMember_LosesNoWriteAndNoEvent(bool leader)
    {
        EtcdProcess victim = await VictimAsync(leader);
        await using EtcdStore store = Cluster.Connect(victim);
        await using var use = await EtcdUse.BeginAsync(store, Cancel);
        await use.AcknowledgedAsync(20, Cancel);
        await victim.KillAsync();
        await use.AcknowledgedAsync(use.Acknowledged + 20, Cancel);
        await use.EndAsync(Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MemberThatHangs_IsLeft(bool leader)
    {
        EtcdProcess victim = await VictimAsync(leader);
        await using EtcdStore store = Cluster.Connect(victim);
        await using var use = await EtcdUse.BeginAsync(store, Cancel);
        await use.AcknowledgedAsync(20, Cancel);
        victim.Pause();
        long read = (await store.RangeAsync(new RangeRequest(KeyRange.Single("/none")), Cancel)).Revision;
        await use.AcknowledgedAsync(use.Acknowledged + 20, Cancel);
        Assert.True(store.CurrentRevision > read);

        // While it still hangs: the watch is elsewhere by now.
        await use.EndAsync(Cancel);
    }

    [Fact]
    public async Task LossOfTheQuorum_IsUnavailable_AndPassesByItself()
    {
        await using EtcdStore store = Cluster.Connect();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/quorum/")), Cancel);
        long first = await PutAsync(store, "/quorum/a");
        await Cluster.Members[0].KillAsync();
        await Cluster.Members[1].KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel));
        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "/quorum/lost"));
        Assert.Contains("leader", error.Message, StringComparison.Ordinal);
        await Cluster.StartAsync(Cancel);
        long second = await PutAsync(store, "/quorum/b");
        Assert.Equal([first, second], await RevisionsAsync(watch, second));
    }

    private static async Task<long> PutAsync(EtcdStore store, string key) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, new byte[] { 1 })] }, Cancel)).Revision;

    private static async Task<List<long>> RevisionsAsync(IKeyWatch watch, long last)
    {
        var seen = new List<long>();
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            seen.AddRange(response.Events.Select(change => change.Revision));
            if (seen.Contains(last))
            {
                break;
            }
        }

        return seen;
    }

    private async Task<EtcdProcess> VictimAsync(bool leader)
    {
        EtcdProcess leading = await Cluster.LeaderAsync(Cancel);
        return leader ? leading : Cluster.Members.First(member => member != leading);
    }
}
