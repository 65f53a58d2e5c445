using System.Diagnostics;

namespace KubeSharp.Cluster.Tests;

/// <summary>The cluster as a process: started twice, killed, stopped and started again.</summary>
[Collection(WholeClusterCollection.Name)]
public sealed class LifecycleTests(ClusterFixture fixture)
{
    private readonly ClusterUnderTest _cluster = fixture.Cluster;

    [Fact]
    public async Task StartingARunningClusterSaysSo()
    {
        var again = await _cluster.UpAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("is running already", again.Output);
    }

    [Fact]
    public async Task KillingTheProcessLosesNothing_AndNoRequestFails()
    {
        var guestbook = new Guestbook(_cluster, "new");
        await guestbook.DeployAsync();
        var address = await guestbook.ClusterIPAsync();
        var pods = await guestbook.InstancesAsync();
        var use = await UseDuringFault.StartAsync(_cluster, address);

        using (var process = Process.GetProcessById(_cluster.ProcessId()))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        var up = await _cluster.UpAsync();
        Assert.True(up.ExitCode == 0, up.All);
        await use.AssertNothingLostAsync();
        Assert.Equal(pods, await guestbook.InstancesAsync());
        await guestbook.RemoveAsync();
    }

    [Fact]
    public async Task DownLeavesNothing_AndUpBringsTheSameClusterBack()
    {
        var guestbook = new Guestbook(_cluster, "new");
        await guestbook.DeployAsync();
        var address = await guestbook.ClusterIPAsync();
        var runDirectory = _cluster.RunDirectory();

        var down = await _cluster.DownAsync();
        Assert.True(down.ExitCode == 0, down.All);
        Assert.Equal("", (await Shell.RunAsync("pgrep", ["-f", runDirectory])).Output);
        Assert.DoesNotContain(runDirectory, await File.ReadAllTextAsync("/proc/self/mounts"));
        Assert.DoesNotContain(_cluster.DataDirectory, await File.ReadAllTextAsync("/proc/self/mounts"));
        Assert.DoesNotContain("kubesharp0", (await Shell.RunAsync("ip", ["link"])).Output);
        var rules = (await Shell.RunAsync("nft", ["list", "ruleset"])).Output;
        Assert.DoesNotContain("kube-proxy", rules);
        Assert.DoesNotContain("CNI-HOSTPORT", rules);
        Assert.DoesNotContain(Directory.GetDirectories("/sys/fs/cgroup"), root => Directory.Exists(Path.Combine(root, "kubepods")));

        var up = await _cluster.UpAsync();
        Assert.True(up.ExitCode == 0, up.All);
        Assert.Equal(address, await guestbook.ClusterIPAsync());
        await _cluster.KubectlAsync("new", "-n guestbook wait --for=condition=ready pod -l app=web --timeout=60s");
        Assert.StartsWith("Welcome", await Guestbook.GetAsync(address));
        await guestbook.RemoveAsync();
    }
}
