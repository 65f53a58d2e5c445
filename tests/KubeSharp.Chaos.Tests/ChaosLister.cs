using System.Diagnostics;
using System.Net;

namespace KubeSharp.Chaos.Tests;

/// <summary>Makes consistent lists, and notes when each began.</summary>
internal sealed class ChaosLister(ChaosClient client)
{
    /// <summary>The begin of each list, and what it saw.</summary>
    public List<(long Begin, long Revision, IReadOnlyList<Step> Steps)> Lists { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begin = Stopwatch.GetTimestamp();
            var (code, body) = await client.SendAsync(HttpMethod.Get, Counters.Path);
            if (code == HttpStatusCode.OK)
            {
                var steps = body!["items"]!.AsArray().Select(item => Counters.Step(item!)).ToArray();
                Lists.Add((begin, Counters.Number(body["metadata"]!["resourceVersion"]!), steps));
            }

            // Every list at another server than the one before.
            client.Move();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
