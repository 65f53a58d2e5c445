namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>Taking the node out of service and back.</summary>
[Collection(WholeClusterCollection.Name)]
public sealed class MaintenanceSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task CordonDrainUncordon(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "maintenance");
        await session.RunAsync("create deployment web --image=kubesharp.local/web:1 --replicas=2");
        await session.RunAsync("wait --for=condition=available deployment/web --timeout=60s");
        var node = (await session.RunAsync("get nodes -o jsonpath={.items[0].metadata.name}")).Trim();
        try
        {
            Assert.Equal($"node/{node} cordoned", (await session.RunAsync($"cordon {node}")).Trim());
            Assert.Contains("Ready,SchedulingDisabled", await session.RunAsync("get nodes"));
            Assert.Contains("node.kubernetes.io/unschedulable:NoSchedule", await session.RunAsync($"describe node {node}"));

            var drained = await session.RunAsync(
                $"drain {node} --ignore-daemonsets --force {(session.IsNew ? "--delete-emptydir-data" : "--delete-local-data")} --timeout=90s");
            Assert.Contains("evicting pod " + session.Namespace + "/web-", drained);
            Assert.Contains(session.IsNew ? $"node/{node} drained" : $"node/{node} evicted", drained);
            await session.EventuallyAsync(
                "get events --field-selector=reason=FailedScheduling", text => text.Contains("0/1 nodes are available: 1 node(s) were unschedulable", StringComparison.Ordinal));
        }
        finally
        {
            await session.RunAsync($"uncordon {node}");
        }

        await session.RunAsync("wait --for=condition=available deployment/web --timeout=90s");
        Assert.DoesNotContain("SchedulingDisabled", await session.RunAsync("get nodes"));
    }
}
