using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.Chaos.Tests.Checking;
using KubeSharp.Chaos.Tests.Clients;
using KubeSharp.Chaos.Tests.Harming;
using KubeSharp.Chaos.Tests.Network;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests;

/// <summary>
/// Three API servers on three etcd members, all of which are killed, paused and cut off while clients write, list and watch, some of them
/// through a balancer. A short run by default; KUBESHARP_CHAOS_SECONDS makes it longer, and KUBESHARP_CHAOS_SEED does to it what was done
/// in another run.
/// </summary>
[Trait("Category", "Node")]
public sealed class ChaosTests : IAsyncLifetime
{
    private readonly ServerFiles _files = new();
    private readonly Wiring _wiring = new();
    private readonly EtcdCluster _etcd;
    private readonly int _seed = Number("KUBESHARP_CHAOS_SEED", Random.Shared.Next(1_000_000));
    private readonly int _seconds = Number("KUBESHARP_CHAOS_SECONDS", 15);
    private readonly List<ServerProcess> _servers = [];
    private readonly List<IPEndPoint> _doors = [];
    private readonly List<ChaosClient> _clients = [];
    private readonly Dictionary<Place, IReadOnlyList<Victim>> _victims = [];
    private Balancer? _balancer;
    private long _first;

    public ChaosTests() => _etcd = new EtcdCluster(_wiring.AddPeer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(Cancel);
        var (servers, stores) = (new List<Victim>(), new List<Victim>());
        for (var i = 0; i < 3; i++)
        {
            var (toServer, toStore) = (new Link(), new Link());
            IPEndPoint[] members = [.. _etcd.Servers.Select(member => _wiring.AddLink(IPEndPoint.Parse(member.Authority), toStore))];

            // Each server has another member first.
            var server = new ServerProcess(_files, [.. members[i..], .. members[..i]]);
            _servers.Add(server);
            _doors.Add(_wiring.AddLink(server.EndPoint, toServer));
            servers.Add(new Victim(server, [toServer]));
            stores.Add(new Victim(process: null, [toStore]));
            server.Start();
            if (i == 0)
            {
                // It makes the keys, and the others find them.
                await PrepareAsync();
            }
        }

        _balancer = new Balancer(_servers[0].EndPoint.Port, _doors);
        _victims[Place.Server] = servers;
        _victims[Place.Store] = stores;
        _victims[Place.Member] = [.. _etcd.Members.Select((member, i) =>
            new Victim(new MemberProcess(member), [_wiring.Between(i, (i + 1) % 3), _wiring.Between(i, (i + 2) % 3)]))];
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _etcd.DisposeAsync();
        await (_balancer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _wiring.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Harm_LosesNoWrite_AndTearsNoWatch()
    {
        ChaosWriter[] writers = [.. Enumerable.Range(0, 4).Select(i => new ChaosWriter($"writer-{i}", Client(), new Random(_seed + i)))];
        ChaosLister[] listers = [.. Enumerable.Range(0, 2).Select(i => new ChaosLister(Client(), new Random(_seed + i), _first))];
        ChaosWatcher[] watchers = [.. Enumerable.Range(0, 4).Select(_ => new ChaosWatcher(Client()))];
        var harm = new Harm(new Schedule(_seed), _victims);
        await using var store = _etcd.Connect();
        var recorder = new Recorder(store);

        using var stop = new CancellationTokenSource();
        Task[] working = [.. writers.Select(writer => writer.RunAsync(stop.Token)), .. listers.Select(lister => lister.RunAsync(stop.Token))];
        using var stopWatching = new CancellationTokenSource();
        Task[] watching = [.. watchers.Select(watcher => watcher.RunAsync(_first, stopWatching.Token)), recorder.RunAsync(stopWatching.Token)];
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            end.CancelAfter(TimeSpan.FromSeconds(_seconds));
            await harm.RunAsync(end.Token);
        }

        await _etcd.StartAsync(Cancel);
        _servers.ForEach(server => server.Revive());
        await stop.CancelAsync();
        await Task.WhenAll(working);
        var last = await FinishAsync(writers[0]);
        while (recorder.Position < last || watchers.Any(watcher => watcher.Position < last))
        {
            Assert.DoesNotContain(watching, task => task.IsFaulted);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }

        await stopWatching.CancelAsync();
        await Task.WhenAll(watching);
        Report(harm, writers, listers, watchers);
        Assert.Empty(_clients.SelectMany(client => client.Surprises));
        await recorder.VerifyAsync(Cancel);
        var checker = new Checker(recorder.History, writers);
        checker.Counts();
        checker.Writes(writers);
        checker.Reads(writers);
        checker.Lists(listers);
        checker.Watches(watchers);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Every other one goes through the balancer.</summary>
    private ChaosClient Client()
    {
        var client = new ChaosClient(_clients.Count % 2 == 0 ? [_balancer!.EndPoint] : _doors, new Random(_seed + _clients.Count));
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes the counters as soon as a server answers.</summary>
    private async Task PrepareAsync()
    {
        using var client = new ChaosClient([_doors[0]], new Random(_seed));
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
                (code, var made) = await client.SendAsync(HttpMethod.Post, path, JsonNode.Parse(body));
                _first = code == HttpStatusCode.Created ? Counters.Revision(made!) : _first;
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

    private void Report(Harm harm, ChaosWriter[] writers, ChaosLister[] listers, ChaosWatcher[] watchers)
    {
        var faults = harm.Counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key.Kind} {count.Key.Place}");
        var codes = _clients.SelectMany(client => client.Codes).GroupBy(count => (int)count.Key, count => count.Value);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"""
            seed {_seed}: {harm.Rounds} rounds: {string.Join(", ", faults)}
            {writers.Sum(writer => writer.Acknowledged.Count)} writes and {writers.Sum(writer => writer.Deletions.Count)} deletions acknowledged, {writers.Sum(writer => writer.Refused.Count)} refused, {writers.Sum(writer => writer.Unknown)} open
            {writers.Sum(writer => writer.Reads.Count)} reads, {listers.Sum(lister => lister.Lists.Count)} lists, answers: {string.Join(", ", codes.OrderBy(code => code.Key).Select(code => $"{code.Sum()} x {code.Key}"))}
            {watchers.Sum(watcher => watcher.Watches)} watches, {watchers.Sum(watcher => watcher.Runs.Sum(run => run.Steps.Count))} events, {watchers.Sum(watcher => watcher.Bookmarks)} bookmarks, {watchers.Sum(watcher => watcher.Runs.Count - 1)} begun anew
            """);
    }
}
