using System.Diagnostics;
using System.Text.Json;

namespace KubeSharp.LoadGenerator;

/// <summary>Creates nodes that no kubelet stands behind, and pods for them, and waits until every pod has a node.</summary>
internal static class SchedulingScenario
{
    public static async Task RunAsync(Load load, int nodes)
    {
        await load.RunAsync($"create {nodes} nodes", nodes, Load.Clients, async index =>
        {
            await load.Server.SendAsync(HttpMethod.Post, "/api/v1/nodes", Bodies.Node(index));

            // The server taints a new node until its conditions are seen.
            await load.Server.SendAsync(HttpMethod.Patch, $"/api/v1/nodes/load-{index:D5}", """{"spec":{"taints":null}}""", "application/merge-patch+json");
        });

        var pods = $"/api/v1/namespaces/{Load.Namespace}/pods";
        var cpu = load.Meter.ReadSeconds();
        var clock = Stopwatch.StartNew();
        await Load.SpreadAsync(Load.Objects, Load.Clients, index => load.Server.SendAsync(HttpMethod.Post, pods, Bodies.Pod(index, node: "")));
        while (await CountAsync(load, pods + "?fieldSelector=spec.nodeName%3D&limit=1") > 0)
        {
            await Task.Delay(20);
        }

        Load.Report($"schedule, {nodes} nodes", Load.Objects, clock.Elapsed, load.Meter.ReadSeconds() - cpu, []);
        await load.Server.SendAsync(HttpMethod.Delete, pods + "?gracePeriodSeconds=0");
        await load.Server.SendAsync(HttpMethod.Delete, "/api/v1/nodes?labelSelector=topology.kubernetes.io%2Fzone");
    }

    private static async Task<int> CountAsync(Load load, string path)
    {
        using var list = JsonDocument.Parse(await load.Server.SendAsync(HttpMethod.Get, path));
        return list.RootElement.GetProperty("items").GetArrayLength();
    }
}
