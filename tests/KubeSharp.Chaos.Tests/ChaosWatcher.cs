using System.Net;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests;

/// <summary>Watches the counters, and goes on at another server where a watch has ended.</summary>
internal sealed class ChaosWatcher(ChaosClient client)
{
    private long _position;

    /// <summary>Runs of events without a list between: where each began, and what it saw.</summary>
    public List<(long After, List<Step> Steps)> Runs { get; } = [];

    /// <summary>How often a watch was begun.</summary>
    public int Watches { get; private set; }

    public long Position => Interlocked.Read(ref _position);

    public async Task RunAsync(long first, CancellationToken stop)
    {
        Begin(first);
        while (!stop.IsCancellationRequested)
        {
            Watches++;
            await foreach (var change in client.WatchAsync($"{Counters.Path}?watch=1&resourceVersion={Position}&timeoutSeconds=8"))
            {
                if ((string?)change["type"] == "ERROR")
                {
                    await RecoverAsync(change["object"]!);
                    break;
                }

                var step = Counters.Step(change["object"]!);
                Runs[^1].Steps.Add(step);
                Interlocked.Exchange(ref _position, step.Revision);
                if (stop.IsCancellationRequested)
                {
                    break;
                }
            }
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
            Begin(Counters.Number(body!["metadata"]!["resourceVersion"]!));
        }
    }

    private void Begin(long revision)
    {
        Runs.Add((revision, []));
        Interlocked.Exchange(ref _position, revision);
    }
}
