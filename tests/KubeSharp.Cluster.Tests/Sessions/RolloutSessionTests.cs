namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>rollout, set and autoscale.</summary>
public sealed class RolloutSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task ADeploymentIsChangedWhilePausedAndRestarted(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "rollout");
        await session.RunAsync("create deployment web --image=kubesharp.local/web:1 --replicas=2");
        await session.RunAsync("rollout status deployment/web --timeout=60s");

        Assert.Equal("deployment.apps/web paused", (await session.RunAsync("rollout pause deployment/web")).Trim());
        Assert.Equal("deployment.apps/web env updated", (await session.RunAsync("set env deployment/web COLOR=green")).Trim());
        Assert.Equal(
            "deployment.apps/web resource requirements updated",
            (await session.RunAsync("set resources deployment/web -c=* --requests=cpu=10m --limits=memory=64Mi")).Trim());
        Assert.Contains("COLOR=green", await session.RunAsync("set env deployment/web --list"));
        Assert.Contains("can't restart paused deployment", await session.FailAsync("rollout restart deployment/web"));
        Assert.Single((await session.RunAsync("get replicasets -o name")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        await session.RunAsync("rollout resume deployment/web");
        Assert.Contains("deployment \"web\" successfully rolled out", await session.RunAsync("rollout status deployment/web --timeout=60s"));
        var pod = (await session.RunAsync("get pods --field-selector=status.phase=Running --sort-by=.metadata.creationTimestamp -o name")).Split('\n')[^2];
        Assert.Equal("green\n", await session.RunAsync($"exec {pod} -- sh -c 'echo $COLOR'"));

        await session.RunAsync("rollout restart deployment/web");
        await session.RunAsync("rollout status deployment/web --timeout=60s");
        Assert.Equal(
            ["deployment.apps/web", "REVISION  CHANGE-CAUSE", "1         <none>", "2         <none>", "3         <none>"],
            (await session.RunAsync("rollout history deployment/web")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
        var second = await session.RunAsync("rollout history deployment/web --revision=2");
        Assert.Matches(@"COLOR:\s+green", second);
        Assert.DoesNotContain("kubectl.kubernetes.io/restartedAt", second);
        Assert.Contains("restartedAt", await session.RunAsync("rollout history deployment/web --revision=3"));

        Assert.Contains("rolled back", await session.RunAsync("rollout undo deployment/web --to-revision=1"));
        await session.RunAsync("rollout status deployment/web --timeout=60s");
        Assert.DoesNotContain("COLOR", await session.RunAsync("get deployment web -o jsonpath={.spec.template.spec.containers[0].env}"));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Autoscale(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "autoscale");
        await session.RunAsync("create deployment web --image=kubesharp.local/web:1 --replicas=0");
        Assert.Equal(
            "horizontalpodautoscaler.autoscaling/web autoscaled", (await session.RunAsync("autoscale deployment/web --min=1 --max=5 --cpu-percent=80")).Trim());
        var rows = (await session.RunAsync("get hpa")).Split('\n');
        Assert.Equal(["NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS", "AGE"], rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^web +Deployment/web +cpu: <unknown>/80% +1 +5 +0 +\d+s$", rows[1].TrimEnd());
        Assert.Contains("Deployment/web", await session.RunAsync("describe hpa web"));
    }
}
