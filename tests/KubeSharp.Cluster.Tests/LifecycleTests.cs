using System.Diagnostics;
using System.Globalization;

namespace KubeSharp.Cluster.Tests;

/// <summary>The cluster as a process: started twice, killed, stopped and started again.</summary>
[Collection(ClusterCollection.Name)]
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
        var restarts = await RestartsAsync();
        using var stop = new CancellationTokenSource();
        var requests = Task.Run(() => RequestAsync(address, stop.Token));
        var writer = Task.Run(() => WriteAsync(stop.Token));
        await _cluster.EventuallyAsync("new", "-n guestbook get configmap written-3 -o name", name => name.Length > 0);

        using (var process = Process.GetProcessById(_cluster.ProcessId()))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        var up = await _cluster.UpAsync();
        Assert.True(up.ExitCode == 0, up.All);
        await stop.CancelAsync();
        var acknowledged = await writer;
        Assert.True(await requests > 0);

        var stored = await _cluster.KubectlAsync("new", "-n guestbook get configmaps -o name");
        Assert.All(acknowledged, name => Assert.Contains($"configmap/{name}\n", stored));
        Assert.Equal(restarts, await RestartsAsync());
        await guestbook.RemoveAsync();
    }

    [Fact]
    public async Task DownLeavesNothing_AndUpBringsTheSameClusterBack()
    {
        var guestbook = new Guestbook(_cluster, "new");
        await guestbook.DeployAsync();
        var address = await guestbook.ClusterIPAsync();

        var down = await _cluster.DownAsync();
        Assert.True(down.ExitCode == 0, down.All);
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

    private Task<string> RestartsAsync() =>
        _cluster.KubectlAsync("new", "-n guestbook get pods -l app=web --sort-by=.metadata.name -o jsonpath={.items[*].metadata.name}{.items[*].status.containerStatuses[0].restartCount}");

    private static async Task<int> RequestAsync(string address, CancellationToken cancellationToken)
    {
        var count = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            Assert.StartsWith("Welcome", await Guestbook.GetAsync(address));
            count++;
        }

        return count;
    }

    /// <summary>Creates one ConfigMap after another and returns the names of those that the server acknowledged.</summary>
    private async Task<List<string>> WriteAsync(CancellationToken cancellationToken)
    {
        var acknowledged = new List<string>();
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var name = "written-" + number.ToString(CultureInfo.InvariantCulture);
            if ((await _cluster.TryKubectlAsync("new", $"-n guestbook create configmap {name}")).ExitCode == 0)
            {
                acknowledged.Add(name);
            }
        }

        return acknowledged;
    }
}
