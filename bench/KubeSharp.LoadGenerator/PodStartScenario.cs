using System.Diagnostics;
using System.Text.Json;

namespace KubeSharp.LoadGenerator;

/// <summary>
/// From the request that creates a pod until a watch reports it Running, one pod after another; then until a deployment is Ready. The image
/// has to be on the node.
/// </summary>
internal static class PodStartScenario
{
    private const int Rounds = 20;
    private const int Replicas = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Pods => $"/api/v1/namespaces/{Load.Namespace}/pods";

    private static string Deployments => $"/apis/apps/v1/namespaces/{Load.Namespace}/deployments";

    public static async Task RunAsync(Load load, string image)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var name = $"start-{round}";
            seconds.Add(await MeasureAsync(load, Pods, name, Bodies.PodOfImage(name, image), IsRunning));
            await load.Server.SendAsync(HttpMethod.Delete, $"{Pods}/{name}?gracePeriodSeconds=0");
        }

        seconds.Sort();
        var median = seconds[Rounds / 2];
        Console.WriteLine($"pod create to Running, median of {Rounds}: {median:F2} s, max {seconds[^1]:F2} s (upstream {Upstream.PodStart} s, {Upstream.PodStart / median:F1} x)");

        var all = await MeasureAsync(load, Deployments, "start", Bodies.DeploymentOfImage("start", image, Replicas), IsReady);
        Console.WriteLine($"deployment of {Replicas} pods, until all are Ready: {all:F1} s (upstream {Upstream.Deployment50} s, {Upstream.Deployment50 / all:F1} x)");
        await load.Server.SendAsync(HttpMethod.Delete, $"{Deployments}/start");
        await load.Server.SendAsync(HttpMethod.Delete, $"{Pods}?gracePeriodSeconds=0");
    }

    private static async Task<double> MeasureAsync(Load load, string resource, string name, string body, Func<JsonElement, bool> done)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var watch = await load.Server.OpenAsync(HttpMethod.Get, $"{resource}?watch=1&fieldSelector=metadata.name%3D{name}");
        using var events = new StreamReader(await watch.Content.ReadAsStreamAsync(CancellationToken.None));
        var clock = Stopwatch.StartNew();
        await load.Server.SendAsync(HttpMethod.Post, resource, body);
        var last = "";
        try
        {
            while (await events.ReadLineAsync(timeout.Token) is { } line)
            {
                last = line;
                using var change = JsonDocument.Parse(line);
                if (done(change.RootElement.GetProperty("object")))
                {
                    return clock.Elapsed.TotalSeconds;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        throw new InvalidOperationException($"{name} did not get so far within {clock.Elapsed.TotalSeconds:F0} s: {last}");
    }

    private static bool IsRunning(JsonElement pod) => pod.GetProperty("status").TryGetProperty("phase", out var phase) && phase.ValueEquals("Running");

    private static bool IsReady(JsonElement deployment) =>
        deployment.GetProperty("status").TryGetProperty("readyReplicas", out var ready) && ready.GetInt32() == Replicas;
}
