using System.Net;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>Watches the objects, and goes on at another server where a watch has ended.</summary>
internal sealed class ChaosWatcher(ChaosClient client)
{
    private long _position;

    /// <summary>Runs of events without a list between: where each began, and what it saw.</summary>
    public List<(long After, List<Step> Steps)> Runs { get; } = [];

    /// <summary>How often a watch was begun.</summary>
    public int Watches { get; private set; }

    public int Bookmarks { get; private set; }

    public long Position => Interlocked.Read(ref _position);

    public async Task RunAsync(long first, CancellationToken stop)
    {
        Begin(first);
        while (!stop.IsCancellationRequested)
        {
            Watches++;
            await foreach (var change in client.WatchAsync($"{Counters.Path}?watch=1&allowWatchBookmarks=true&resourceVersion={Position}&timeoutSeconds=8"))
            {
                if (!await TakeAsync((string)change["type"]!, change["object"]!) || stop.IsCancellationRequested)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Whether the watch goes on.</summary>
    private async Task<bool> TakeAsync(string type, JsonNode target)
    {
        switch (type)
        {
            case "ERROR":
                await RecoverAsync(target);
                return false;
            case "BOOKMARK":
                Bookmarks++;
                Advance(Counters.Revision(target));
                return true;
            default:
                var step = Counters.Step(type, target);
                Runs[^1].Steps.Add(step);
                Advance(step.Revision);
                return true;
        }
    }

    /// <summary>A server that has started anew may not have the history: then clients list.</summary>
    private async Task RecoverAsync(JsonNode status)
    {
        if ((int)status["code"]! != (int)HttpStatusCode.Gone)
        {
            return;
        }

        var (code, body) = await client.SendAsync(HttpMethod.Get, Counters.Path);
        if (code == HttpStatusCode.OK)
        {
            Begin(Counters.Revision(body!));
        }
    }

    private void Begin(long revision)
    {
        Runs.Add((revision, []));
        Interlocked.Exchange(ref _position, revision);
    }

    private void Advance(long revision)
    {
        Assert.True(revision >= Position, $"a watch at {Position} went back to {revision}");
        Interlocked.Exchange(ref _position, revision);
    }
}
