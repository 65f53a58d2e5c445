using System.Diagnostics;
using System.Net;

namespace KubeSharp.Chaos.Tests;

/// <summary>Writes counters one higher than it has last seen them, if nobody was faster; notes what was answered and when.</summary>
internal sealed class ChaosWriter(string name, ChaosClient client, Random random)
{
    private readonly Dictionary<string, Step> _known = [];
    private int _attempts;

    public List<Attempt> Acknowledged { get; } = [];

    /// <summary>Attempts that were answered with a conflict: they must not have happened.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Attempts without an answer, or with one that leaves it open.</summary>
    public HashSet<string> Unknown { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TryAsync(Counters.Names[random.Next(Counters.Names.Count)]);
        }
    }

    /// <summary>Whether it was acknowledged.</summary>
    public async Task<bool> TryAsync(string counter)
    {
        if (!_known.Remove(counter, out var current))
        {
            var (found, body) = await client.SendAsync(HttpMethod.Get, $"{Counters.Path}/{counter}");
            if (found != HttpStatusCode.OK)
            {
                client.Move();
                return false;
            }

            current = Counters.Step(body!);
        }

        var attempt = $"{name}-{_attempts++}";
        var begin = Stopwatch.GetTimestamp();
        var (code, answer) = await client.SendAsync(
            HttpMethod.Put, $"{Counters.Path}/{counter}", Counters.Make(counter, current.Count + 1, attempt, current.Revision));
        switch (code)
        {
            case HttpStatusCode.OK:
                _known[counter] = Counters.Step(answer!);
                Acknowledged.Add(new Attempt(_known[counter], begin, Stopwatch.GetTimestamp()));
                return true;
            case HttpStatusCode.Conflict:
                Refused.Add(attempt);
                return false;
            default:
                Unknown.Add(attempt);
                client.Move();
                return false;
        }
    }
}
