namespace KubeSharp.Cluster.Tests;

/// <summary>Every component in a process of its own, with its own identity; processes are killed while the cluster is used.</summary>
[Collection(ApartCollection.Name)]
public sealed class ApartTests(ApartFixture fixture)
{
    private readonly ApartCluster _apart = fixture.Apart;
    private readonly ClusterUnderTest _cluster = fixture.Apart.Cluster;

    [Fact]
    public async Task AnApplicationRuns_AndSurvivesTheDeathOfEveryComponent()
    {
        var guestbook = new Guestbook(_cluster, "new");
        await guestbook.DeployAsync();
        var address = await guestbook.ClusterIPAsync();
        Assert.StartsWith("Welcome", await Guestbook.GetAsync(address));
        await ReachIntoAsync(await guestbook.AnyPodAsync());
        var pods = await guestbook.InstancesAsync();
        var accounts = await _cluster.KubectlAsync("new", "-n kube-system get serviceaccounts -o name");
        Assert.Contains("serviceaccount/deployment-controller", accounts);
        Assert.Contains("serviceaccount/endpointslice-controller", accounts);

        var use = await UseDuringFault.StartAsync(_cluster, address);
        await KillKubeletAsync(guestbook, pods);
        foreach (var component in _apart.All.Where(component => component != _apart.Kubelet))
        {
            await component.KillAsync();
            component.Start();
        }

        await _apart.WaitForApiServerAsync();
        await _cluster.KubectlAsync("new", "-n guestbook scale deployment/web --replicas=4");
        await _cluster.EventuallyAsync("new", "-n guestbook get deployment web -o jsonpath={.status.availableReplicas}", count => count == "4");
        await use.AssertNothingLostAsync();
        Assert.Subset((await guestbook.InstancesAsync()).ToHashSet(), pods.SkipLast(1).ToHashSet());
        await ReachIntoAsync(pods[0].Name);
        await guestbook.RemoveAsync();

        Assert.All(_apart.All, component => Assert.True(component.IsRunning, $"{component.Name} has ended: {component.Log}"));
        Assert.Empty(_apart.Refusals());
    }

    /// <summary>While the kubelet is dead, a pod is deleted: the next kubelet ends that one, and finds the others as they were.</summary>
    private async Task KillKubeletAsync(Guestbook guestbook, IReadOnlyList<PodInstance> pods)
    {
        await _apart.Kubelet.KillAsync();
        await _cluster.KubectlAsync("new", $"-n guestbook delete pod {pods[^1].Name} --wait=false");
        _apart.Kubelet.Start();
        await _cluster.EventuallyAsync(
            "new", "-n guestbook get pods -l app=web -o name", names => !names.Contains(pods[^1].Name, StringComparison.Ordinal));
        await _cluster.EventuallyAsync("new", "-n guestbook get deployment web -o jsonpath={.status.availableReplicas}", count => count == "3");
        Assert.Subset((await guestbook.InstancesAsync()).ToHashSet(), pods.SkipLast(1).ToHashSet());
    }

    private async Task ReachIntoAsync(string pod)
    {
        Assert.Equal(pod, (await _cluster.KubectlAsync("new", $"-n guestbook exec {pod} -- hostname")).Trim());
        await _cluster.KubectlAsync("new", $"-n guestbook logs {pod}");
        Assert.Contains("10.97.", await _cluster.KubectlAsync("new", $"-n guestbook exec {pod} -- nslookup web.guestbook.svc.cluster.local"));
    }
}
