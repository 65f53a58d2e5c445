using System.Diagnostics;
using System.Text;

namespace KubeSharp.LoadGenerator;

internal static class Scenarios
{
    private const int Lists = 60;
    private const int Watchers = 200;
    private const int Events = 300;

    public static readonly string[] Default = ["configmaps", "pods", "get", "status", "apply", "list", "labels", "page", "delete", "watch", "watch-single"];

    private static string Pods => $"/api/v1/namespaces/{Load.Namespace}/pods";

    private static string ConfigMaps => $"/api/v1/namespaces/{Load.Namespace}/configmaps";

    /// <param name="load">The server.</param>
    /// <param name="scenario">A name, or <c>name=parameter</c>.</param>
    public static Task RunAsync(Load load, string scenario) => scenario.Split('=', ',') switch
    {
        ["configmaps"] => ConfigMapsAsync(load),
        ["pods"] => CreatePodsAsync(load),
        ["get"] => GetPodsAsync(load),
        ["status"] => PatchStatusAsync(load),
        ["apply"] => ApplyAsync(load),
        ["list"] => ListPodsAsync(load),
        ["labels"] => ListByLabelAsync(load),
        ["page"] => ListPagesAsync(load),
        ["watch"] => WatchAsync(load, "watch event", Load.Clients),
        ["watch-single"] => WatchAsync(load, "watch event, one writer", writers: 1),
        ["delete"] => DeletePodsAsync(load),
        ["memory", var pods] => MemoryScenario.RunAsync(load, int.Parse(pods)),
        ["listers", var clients] => ListersScenario.RunAsync(load, int.Parse(clients), slow: false),
        ["slow-listers", var clients] => ListersScenario.RunAsync(load, int.Parse(clients), slow: true),
        ["watchers", var watchers, var rate] => WatchersScenario.RunAsync(load, int.Parse(watchers), int.Parse(rate), all: false),
        ["fanout", var watchers, var rate] => WatchersScenario.RunAsync(load, int.Parse(watchers), int.Parse(rate), all: true),
        ["definitions", var count] => DefinitionScenario.RunAsync(load, int.Parse(count)),
        ["schedule", var nodes] => SchedulingScenario.RunAsync(load, int.Parse(nodes)),
        ["podstart", var image] => PodStartScenario.RunAsync(load, image),
        ["idle", var seconds] => IdleScenario.RunAsync(load.Meter, TimeSpan.FromSeconds(int.Parse(seconds))),
        _ => throw new ArgumentException($"there is no scenario {scenario}"),
    };

    private static async Task ConfigMapsAsync(Load load)
    {
        await load.RunAsync("create configmap", Load.Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Post, ConfigMaps, Bodies.ConfigMap(index)));
        await load.RunAsync("delete configmap", Load.Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/cm-{index:D6}"));
    }

    private static Task CreatePodsAsync(Load load) =>
        load.RunAsync("create pod", Load.Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Post, Pods, Bodies.Pod(index)));

    private static Task GetPodsAsync(Load load) =>
        load.RunAsync("get pod", Load.Objects * 5, Load.Clients, index => load.Server.SendAsync(HttpMethod.Get, $"{Pods}/pod-{index % Load.Objects:D6}"));

    private static Task PatchStatusAsync(Load load) =>
        load.RunAsync("patch status", Load.Objects, Load.Clients, index => load.Server.SendAsync(
            HttpMethod.Patch, $"{Pods}/pod-{index:D6}/status", Bodies.Status(index), "application/strategic-merge-patch+json"));

    /// <summary>Writes that go through the document form and the ownership of fields.</summary>
    private static async Task ApplyAsync(Load load)
    {
        await load.RunAsync("merge patch pod", Load.Objects, Load.Clients, index => load.Server.SendAsync(
            HttpMethod.Patch, $"{Pods}/pod-{index:D6}", Bodies.Annotate(index), "application/merge-patch+json"));
        await load.RunAsync("apply pod", Load.Objects, Load.Clients, index => load.Server.SendAsync(
            HttpMethod.Patch, $"{Pods}/pod-{index:D6}?fieldManager=load", Bodies.Apply(index), "application/apply-patch+yaml"));
    }

    private static async Task ListPodsAsync(Load load)
    {
        await load.RunAsync("list pods, cached", Lists, 4, _ => load.Server.SendAsync(HttpMethod.Get, $"{Pods}?resourceVersion=0"));
        await load.RunAsync("list pods, consistent", Lists, 4, _ => load.Server.SendAsync(HttpMethod.Get, Pods));
    }

    private static Task ListByLabelAsync(Load load) =>
        load.RunAsync("list 60 by label", 1000, Load.Clients, index => load.Server.SendAsync(HttpMethod.Get, $"{Pods}?labelSelector=group%3Dg{index % 50}"));

    private static Task ListPagesAsync(Load load) =>
        load.RunAsync("list page of 500", 200, 8, _ => load.Server.SendAsync(HttpMethod.Get, $"{Pods}?limit=500"));

    private static Task DeletePodsAsync(Load load) =>
        load.RunAsync("delete pod", Load.Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Delete, $"{Pods}/pod-{index:D6}?gracePeriodSeconds=0"));

    /// <summary>Every watcher sees every event; the cost includes the writes.</summary>
    /// <param name="writers">How many clients write at once. Alone, each write is a wake-up of every watcher of its own.</param>
    private static async Task WatchAsync(Load load, string name, int writers)
    {
        using var stop = new CancellationTokenSource();
        var received = new int[Watchers];
        var opened = new List<HttpResponseMessage>();
        for (var watcher = 0; watcher < Watchers; watcher++)
        {
            opened.Add(await load.Server.OpenAsync(HttpMethod.Get, $"{ConfigMaps}?watch=1&resourceVersion=0"));
        }

        // A synthetic first event a watcher would get for objects that are there already, is not part of the measurement.
        var readers = opened.Select((response, watcher) => CountAsync(response, watcher, received, stop.Token)).ToArray();
        await Task.Delay(500);
        Array.Clear(received);
        var cpu = load.Meter.ReadSeconds();
        var clock = Stopwatch.StartNew();
        await Load.SpreadAsync(Events, writers, index => load.Server.SendAsync(HttpMethod.Post, ConfigMaps, Bodies.ConfigMap(index)));
        while (received.Sum() < Watchers * Events && clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(5);
        }

        Load.Report(name, received.Sum(), clock.Elapsed, load.Meter.ReadSeconds() - cpu, []);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        for (var index = 0; index < Events; index++)
        {
            await load.Server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/cm-{index:D6}");
        }
    }

    private static async Task CountAsync(HttpResponseMessage response, int watcher, int[] received, CancellationToken cancellationToken)
    {
        using (response)
        {
            var stream = await response.Content.ReadAsStreamAsync(CancellationToken.None);
            var buffer = new byte[64 * 1024];
            var marker = Encoding.ASCII.GetBytes("\n");
            try
            {
                int length;
                while ((length = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    Interlocked.Add(ref received[watcher], buffer.AsSpan(0, length).Count(marker));
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                // The scenario is over.
            }
        }
    }
}
