namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>Commands that only look.</summary>
public sealed class LookSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task TheClusterItself(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "cluster");
        var info = await fixture.Cluster.KubectlAsync(kubectl, "cluster-info");
        Assert.Contains("Kubernetes control plane", info);
        Assert.Contains("/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy", info);
        Assert.Contains("+kubesharp", await session.RunAsync("version"));
        Assert.Equal("ok", await session.RunAsync("get --raw /livez"));

        var versions = (await session.RunAsync("api-versions")).Split('\n');
        foreach (var version in new[] { "v1", "apps/v1", "batch/v1", "autoscaling/v2", "metrics.k8s.io/v1beta1", "storage.k8s.io/v1" })
        {
            Assert.Contains(version, versions);
        }

        Assert.Equal("ok", await session.RunAsync("get --raw /readyz"));
        Assert.Contains("readyz check passed", await session.RunAsync("get --raw '/readyz?verbose'"));
        Assert.Contains("\"gitVersion\": \"v1.36", await session.RunAsync("get --raw /version"));
        Assert.Contains("apiserver_request_total", await session.RunAsync("get --raw /metrics"));
        Assert.Contains("(NotFound)", await session.FailAsync("get --raw /nowhere"));

        var config = await session.RunAsync("config view");
        Assert.Contains("current-context: kubernetes-admin@kubesharp", config);
        Assert.Contains("certificate-authority-data: DATA+OMITTED", config);
        Assert.DoesNotContain("LS0t", config);
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Explain(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "explain");
        var pod = await session.RunAsync("explain pod --recursive");
        foreach (var field in new[] { "metadata", "resourceVersion", "initContainers", "livenessProbe", "grpc", "topologySpreadConstraints", "hostIPs" })
        {
            Assert.Contains("  " + field + "\t", pod);
        }

        Assert.Matches(@"maxSurge\s+<(string|IntOrString)>", await session.RunAsync("explain deployment.spec.strategy.rollingUpdate"));
        Assert.Matches(@"VERSION: +(autoscaling/)?v2\n", await session.RunAsync("explain hpa.spec.metrics --api-version=autoscaling/v2"));
        Assert.Contains("field \"nothing\" does not exist", await session.FailAsync("explain pod.nothing"));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Watching(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "watching");
        await using var watch = session.Start("get configmaps -w --no-headers");
        await watch.SeeAsync("kube-root-ca.crt   1");
        await session.RunAsync("create configmap seen --from-literal=a=1");
        await watch.SeeAsync("seen               1");
        await session.RunAsync("patch configmap seen --type=merge -p '{\"data\":{\"b\":\"2\"}}'");
        await watch.SeeAsync("seen               2");

        await using var only = session.Start("get configmaps --watch-only --field-selector=metadata.name=late -o name");
        await session.RunAsync("delete configmap seen --wait");
        await Eventually.TrueAsync(
            async () =>
            {
                await session.TryAsync("delete configmap late");
                await session.RunAsync("create configmap late");
                return only.Output.Contains("configmap/late\n", StringComparison.Ordinal);
            },
            "the watch shows what comes after it");
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Events(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "events");
        await session.StartPodAsync("quick", Session.Pod("quick", "trap 'exit 0' TERM; while :; do sleep 0.2; done"));
        var rows = (await session.EventuallyAsync("get events --sort-by=.lastTimestamp", text => text.Contains("Started", StringComparison.Ordinal))).Split('\n');
        Assert.Equal(["LAST", "SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"], rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var reason in new[] { "Scheduled", "Pulled", "Created", "Started" })
        {
            Assert.Single(rows, row => row.Contains($" {reason} ", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(rows, row => row.Contains("Warning", StringComparison.Ordinal));
        if (session.IsNew)
        {
            var events = await session.RunAsync("events --for pod/quick --types=Normal");
            Assert.Contains("Successfully assigned events-new/quick to", events);
            Assert.Contains("No events found", (await session.TryAsync("events --types=Warning")).All);
        }
    }
}
