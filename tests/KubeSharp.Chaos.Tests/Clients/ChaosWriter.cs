using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>
/// Writes counters one higher than it has last seen them, if nobody was faster, and makes and deletes objects of its own; notes what was
/// answered and when.
/// </summary>
internal sealed class ChaosWriter(string name, ChaosClient client, Random random)
{
    private const int MostOwn = 5;

    private readonly Dictionary<string, Step> _known = [];

    // Those whose making was acknowledged, the oldest first.
    private readonly Queue<string> _own = [];
    private int _attempts;

    public List<Attempt> Acknowledged { get; } = [];

    public List<Deletion> Deletions { get; } = [];

    /// <summary>Objects of its own that it was told are not there.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Attempts that were answered with a conflict: they must not have happened.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Attempts without an answer, or with one that leaves it open.</summary>
    public int Unknown { get; private set; }

    /// <summary>Single objects that were read, and when that began.</summary>
    public List<(long Begin, Step Step)> Reads { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (random.Next(4) > 0)
            {
                await TryAsync(Counters.Names[random.Next(Counters.Names.Count)]);
            }
            else if (random.Next(MostOwn) >= _own.Count)
            {
                await WriteAsync(HttpMethod.Post, $"{name}-{_attempts}", 0, 0);
            }
            else
            {
                await DeleteAsync(_own.Peek());
            }
        }
    }

    /// <summary>Counts one up; whether it was acknowledged.</summary>
    public async Task<bool> TryAsync(string counter)
    {
        if (!_known.Remove(counter, out var current))
        {
            var begin = Stopwatch.GetTimestamp();
            var (found, body) = await client.SendAsync(HttpMethod.Get, $"{Counters.Path}/{counter}");
            if (found != HttpStatusCode.OK)
            {
                Assert.NotEqual(HttpStatusCode.NotFound, found);
                client.Move();
                return false;
            }

            current = Counters.Step(body!);
            Reads.Add((begin, current));
        }

        return await WriteAsync(HttpMethod.Put, counter, current.Count + 1, current.Revision);
    }

    private async Task<bool> WriteAsync(HttpMethod method, string key, long count, long revision)
    {
        var attempt = $"{name}-{_attempts++}";
        var begin = Stopwatch.GetTimestamp();
        var path = method == HttpMethod.Put ? $"{Counters.Path}/{key}" : Counters.Path;
        var (code, answer) = await client.SendAsync(method, path, Counters.Make(key, count, attempt, revision));
        switch (code)
        {
            case HttpStatusCode.OK:
                _known[key] = Acknowledge(answer!, begin);
                return true;
            case HttpStatusCode.Created:
                _own.Enqueue(Acknowledge(answer!, begin).Key);
                return true;
            case HttpStatusCode.Conflict:
                Refused.Add(attempt);
                return false;
            default:
                Assert.NotEqual(HttpStatusCode.NotFound, code);
                Unclear();
                return false;
        }
    }

    private Step Acknowledge(JsonNode answer, long begin)
    {
        var step = Counters.Step(answer);
        Acknowledged.Add(new Attempt(step, begin, Stopwatch.GetTimestamp()));
        return step;
    }

    private async Task DeleteAsync(string key)
    {
        var begin = Stopwatch.GetTimestamp();
        var (code, _) = await client.SendAsync(HttpMethod.Delete, $"{Counters.Path}/{key}");
        switch (code)
        {
            case HttpStatusCode.OK:
                Deletions.Add(new Deletion(_own.Dequeue(), begin, Stopwatch.GetTimestamp()));
                break;
            case HttpStatusCode.NotFound:
                // An attempt before this one was not answered.
                Missing.Add(_own.Dequeue());
                break;
            default:
                Unclear();
                break;
        }
    }

    private void Unclear()
    {
        Unknown++;
        client.Move();
    }
}
