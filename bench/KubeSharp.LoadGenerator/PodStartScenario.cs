using System.Diagnostics;

namespace KubeSharp.LoadGenerator;

/// <summary>From the request that creates a pod until a watch reports it Running, one pod after another. The image has to be on the node.</summary>
internal static class PodStartScenario
{
    private const int Rounds = 15;

    public static async Task RunAsync(Load load, string image)
    {
        var pods = $"/api/v1/namespaces/{Load.Namespace}/pods";
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var watch = await load.Server.OpenAsync(HttpMethod.Get, $"{pods}?watch=1&fieldSelector=metadata.name%3Dstart-{round}");
            using var events = new StreamReader(await watch.Content.ReadAsStreamAsync());
            var clock = Stopwatch.StartNew();
            await load.Server.SendAsync(HttpMethod.Post, pods, Bodies.PodOfImage($"start-{round}", image));
            while (await events.ReadLineAsync() is { } line && !line.Contains("\"phase\":\"Running\"", StringComparison.Ordinal))
            {
            }

            seconds.Add(clock.Elapsed.TotalSeconds);
            await load.Server.SendAsync(HttpMethod.Delete, $"{pods}/start-{round}?gracePeriodSeconds=0");
        }

        seconds.Sort();
        Console.WriteLine($"pod create to Running, median of {Rounds}: {seconds[Rounds / 2]:F2} s, max {seconds[^1]:F2} s (upstream 0.99 s, max 3.0 s)");
    }
}
