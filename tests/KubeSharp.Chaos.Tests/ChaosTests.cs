using System.Globalization;
using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Storage;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests;

/// <summary>
/// Three API servers on three etcd members, all of which are killed and paused at random while clients write, list and watch. A short run by
/// default; KUBESHARP_CHAOS_SECONDS makes it longer, and KUBESHARP_CHAOS_SEED repeats the harm of another run.
/// </summary>
[Trait("Category", "Node")]
public sealed class ChaosTests : IAsyncLifetime
{
    private readonly ServerFiles _files = new();
    private readonly EtcdCluster _etcd = new();
    private readonly int _seed = Number("KUBESHARP_CHAOS_SEED", Random.Shared.Next(1_000_000));
    private readonly int _seconds = Number("KUBESHARP_CHAOS_SECONDS", 15);
    private readonly List<ServerProcess> _servers = [];
    private readonly List<ChaosClient> _clients = [];
    private long _first;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(Cancel);
        for (var i = 0; i < 3; i++)
        {
            // Each server has another member first.
            var server = new ServerProcess(_files, [.. Enumerable.Range(i, 3).Select(j => _etcd.Servers[j % 3])]);
            _servers.Add(server);
            await server.StartAsync();
            if (i == 0)
            {
                // It makes the keys, and the others find them.
                await PrepareAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _etcd.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Harm_LosesNoWrite_AndTearsNoWatch()
    {
        var random = new Random(_seed);
        ChaosWriter[] writers = [.. Enumerable.Range(0, 4).Select(i => new ChaosWriter($"writer-{i}", Client(), new Random(_seed + i)))];
        ChaosLister[] listers = [.. Enumerable.Range(0, 2).Select(_ => new ChaosLister(Client()))];
        ChaosWatcher[] watchers = [.. Enumerable.Range(0, 3).Select(_ => new ChaosWatcher(Client()))];
        var harm = new Harm([.. _servers, .. _etcd.Members.Select(member => new MemberVictim(member))], random);

        using var stop = new CancellationTokenSource();
        Task[] working = [.. writers.Select(writer => writer.RunAsync(stop.Token)), .. listers.Select(lister => lister.RunAsync(stop.Token))];
        using var stopWatching = new CancellationTokenSource();
        Task[] watching = [.. watchers.Select(watcher => watcher.RunAsync(_first, stopWatching.Token))];
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            end.CancelAfter(TimeSpan.FromSeconds(_seconds));
            await harm.RunAsync(end.Token);
        }

        await _etcd.StartAsync(Cancel);
        await stop.CancelAsync();
        await Task.WhenAll(working);
        var last = await FinishAsync(writers[0]);
        while (watchers.Any(watcher => watcher.Position < last))
        {
            Assert.DoesNotContain(watching, task => task.IsFaulted);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }

        await stopWatching.CancelAsync();
        await Task.WhenAll(watching);
        Report(harm, writers, listers, watchers);
        var checker = new Checker(await HistoryAsync());
        checker.Counts();
        checker.Writes(writers);
        checker.Lists(listers, writers);
        checker.Watches(watchers);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private ChaosClient Client()
    {
        var client = new ChaosClient([.. _servers.Select(server => server.Address)], new Random(_seed + _clients.Count));
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes the counters as soon as a server answers.</summary>
    private async Task PrepareAsync()
    {
        using var client = new ChaosClient([_servers[0].Address], new Random(_seed));
        (string Path, string Body)[] needed =
        [
            ("api/v1/namespaces", """{"metadata":{"name":"default"}}"""),
            .. Counters.Names.Select(name => (Counters.Path, Counters.Make(name, 0, name, 0).ToJsonString())),
        ];
        foreach (var (path, body) in needed)
        {
            HttpStatusCode code;
            do
            {
                (code, var made) = await client.SendAsync(HttpMethod.Post, path, System.Text.Json.Nodes.JsonNode.Parse(body));
                _first = code == HttpStatusCode.Created ? Counters.Number(made!["metadata"]!["resourceVersion"]!) : _first;
                Cancel.ThrowIfCancellationRequested();
            }
            while (code is not (HttpStatusCode.Created or HttpStatusCode.Conflict));
        }
    }

    /// <summary>One more acknowledged step of one counter, behind everything else.</summary>
    private static async Task<long> FinishAsync(ChaosWriter writer)
    {
        while (!await writer.TryAsync(Counters.Names[0]))
        {
            Cancel.ThrowIfCancellationRequested();
        }

        return writer.Acknowledged[^1].Step.Revision;
    }

    /// <summary>All that has ever happened to the counters, from etcd itself.</summary>
    private async Task<IReadOnlyList<Step>> HistoryAsync()
    {
        await using var store = _etcd.Connect();
        var last = (await store.RangeAsync(new RangeRequest(KeyRange.Prefix(Counters.RegistryPrefix)), Cancel)).KeyValues.Max(found => found.ModRevision);
        await using var watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix(Counters.RegistryPrefix)) { StartRevision = 1 }, Cancel);
        var steps = new List<Step>();
        await foreach (var response in watch.WithCancellation(Cancel))
        {
            foreach (var change in response.Events)
            {
                var counter = ProtobufCodec.Decode<ConfigMap>(change.Current.Value.Span);
                var count = long.Parse(counter.Data["count"], CultureInfo.InvariantCulture);
                steps.Add(new Step(counter.Metadata.Name, change.Revision, count, counter.Data["attempt"]));
            }

            if (response.Revision >= last)
            {
                break;
            }
        }

        return steps;
    }

    private void Report(Harm harm, ChaosWriter[] writers, ChaosLister[] listers, ChaosWatcher[] watchers) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"seed {_seed}: {harm.Kills} kills, {harm.Pauses} pauses; {writers.Sum(writer => writer.Acknowledged.Count)} writes acknowledged, " +
        $"{writers.Sum(writer => writer.Refused.Count)} refused, {writers.Sum(writer => writer.Unknown.Count)} unanswered; " +
        $"{listers.Sum(lister => lister.Lists.Count)} lists; {watchers.Sum(watcher => watcher.Watches)} watches, " +
        $"{watchers.Sum(watcher => watcher.Runs.Sum(run => run.Steps.Count))} events, {watchers.Sum(watcher => watcher.Runs.Count - 1)} begun anew");
}
