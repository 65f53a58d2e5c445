using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Chaos.Tests.Clients;
using KubeSharp.Storage;

namespace KubeSharp.Chaos.Tests.Checking;

/// <summary>All that happens to the objects, from etcd itself: written down meanwhile, because etcd does not keep it.</summary>
internal sealed class Recorder(IKeyValueStore store)
{
    private long _position;

    public List<Step> History { get; } = [];

    /// <summary>Everything up to this revision has been written down.</summary>
    public long Position => Interlocked.Read(ref _position);

    public async Task RunAsync(CancellationToken stop)
    {
        await using var watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix(Counters.RegistryPrefix)) { StartRevision = 1 }, CancellationToken.None);
        try
        {
            await foreach (var response in watch.WithCancellation(stop))
            {
                History.AddRange(response.Events.Select(Step));
                Interlocked.Exchange(ref _position, response.Revision);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // All has happened.
        }
    }

    /// <summary>A key of etcd knows how often it was written since it was made.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var living = await store.RangeAsync(new RangeRequest(KeyRange.Prefix(Counters.RegistryPrefix)), cancellationToken);
        foreach (var found in living.KeyValues)
        {
            Assert.Equal(found.Version, History.Count(step => step.Revision >= found.CreateRevision && Counters.RegistryPrefix + step.Key == found.Key));
        }
    }

    private static Step Step(KeyEvent change)
    {
        var key = change.Key[Counters.RegistryPrefix.Length..];
        if (change.Type == KeyEventType.Delete)
        {
            return Clients.Step.Deletion(key, change.Revision);
        }

        var counter = ProtobufCodec.Decode<ConfigMap>(change.Current.Value.Span);
        return new Step(key, change.Revision, long.Parse(counter.Data["count"], CultureInfo.InvariantCulture), counter.Data["attempt"]);
    }
}
