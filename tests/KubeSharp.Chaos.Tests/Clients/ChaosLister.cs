using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>Makes lists of every kind, each at another server than the one before.</summary>
/// <param name="first">A revision that there is.</param>
internal sealed class ChaosLister(ChaosClient client, Random random, long first)
{
    private long _newest = first;

    public List<Seen> Lists { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begin = Stopwatch.GetTimestamp();
            var seen = random.Next(5) switch
            {
                0 => await ListAsync("", begin, least: 0),
                1 => await PagesAsync(begin),
                2 => await ListAsync("?resourceVersion=0", begin: null, least: 0),
                3 => await ListAsync($"?resourceVersion={_newest}&resourceVersionMatch=NotOlderThan", begin: null, _newest),
                _ => await ListAsync($"?resourceVersion={_newest}&resourceVersionMatch=Exact", begin: null, _newest),
            };
            if (seen is not null)
            {
                Lists.Add(seen);
                _newest = Math.Max(_newest, seen.Revision);
            }

            client.Move();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Null if there was no such answer, or the server no longer has that revision.</summary>
    private async Task<Seen?> ListAsync(string query, long? begin, long least)
    {
        var (code, body) = await client.SendAsync(HttpMethod.Get, Counters.Path + query);
        return code == HttpStatusCode.OK ? new Seen(begin, Counters.Revision(body!), least, Steps(body!)) : null;
    }

    /// <summary>A consistent list in pages, any of which may come from another server.</summary>
    private async Task<Seen?> PagesAsync(long begin)
    {
        var steps = new List<Step>();
        long revision = 0;
        var next = "";
        do
        {
            var (code, body) = await client.SendAsync(HttpMethod.Get, $"{Counters.Path}?limit=3{next}");
            if (code != HttpStatusCode.OK)
            {
                return null;
            }

            steps.AddRange(Steps(body!));
            Assert.True(revision == 0 || revision == Counters.Revision(body!), $"a page at {Counters.Revision(body!)} of a list at {revision}");
            revision = Counters.Revision(body!);
            next = (string?)body!["metadata"]!["continue"] is { Length: > 0 } token ? $"&continue={Uri.EscapeDataString(token)}" : "";
            client.Move();
        }
        while (next.Length > 0);
        return new Seen(begin, revision, 0, steps);
    }

    private static Step[] Steps(JsonNode list) => [.. list["items"]!.AsArray().Select(item => Counters.Step(item!))];
}
