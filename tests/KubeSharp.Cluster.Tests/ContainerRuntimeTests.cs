using System.Diagnostics;
using System.Globalization;

namespace KubeSharp.Cluster.Tests;

/// <summary>The cluster's own containerd is killed: its containers go on, and it comes back.</summary>
[Collection(WholeClusterCollection.Name)]
public sealed class ContainerRuntimeTests(ClusterFixture fixture)
{
    private readonly ClusterUnderTest _cluster = fixture.Cluster;

    [Fact]
    public async Task KillingContainerdLosesNothing_AndItComesBack()
    {
        var guestbook = new Guestbook(_cluster, "new");
        await guestbook.DeployAsync();
        var pods = await guestbook.InstancesAsync();
        var use = await UseDuringFault.StartAsync(_cluster, await guestbook.ClusterIPAsync());

        var pidFile = Path.Combine(_cluster.RunDirectory(), "containerd.pid");
        var killed = await File.ReadAllTextAsync(pidFile);
        await _cluster.KubectlAsync("new", "-n guestbook scale deployment/web --replicas=5");
        using (var containerd = Process.GetProcessById(int.Parse(killed, CultureInfo.InvariantCulture)))
        {
            containerd.Kill();
            await containerd.WaitForExitAsync();
        }

        await _cluster.EventuallyAsync("new", "-n guestbook get deployment web -o jsonpath={.status.availableReplicas}", count => count == "5");
        Assert.NotEqual(killed, await File.ReadAllTextAsync(pidFile));
        await use.AssertNothingLostAsync();
        foreach (var pod in pods)
        {
            Assert.Contains(pod, await guestbook.InstancesAsync());
            Assert.Equal(pod.Name, (await _cluster.KubectlAsync("new", $"-n guestbook exec {pod.Name} -- hostname")).Trim());
            await _cluster.KubectlAsync("new", $"-n guestbook logs {pod.Name}");
        }

        await guestbook.RemoveAsync();
    }
}
