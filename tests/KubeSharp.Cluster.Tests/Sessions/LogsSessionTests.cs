namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>kubectl logs.</summary>
public sealed class LogsSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task LogsAreFollowedAndCut(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "logs");
        await session.StartPodAsync("count", Session.Pod(
            "count", "echo one; echo two; until [ -e /tmp/go ]; do sleep 0.1; done; echo three; echo four", """ "restartPolicy":"Never", """));

        await using var follow = session.Start("logs -f count");
        await follow.SeeAsync("one\ntwo\n");
        await session.RunAsync("exec count -- touch /tmp/go");
        Assert.Equal(0, await follow.ExitAsync());
        Assert.Equal("one\ntwo\nthree\nfour\n", follow.Output);

        Assert.Equal("one\ntwo\nthree\nfour\n", await session.RunAsync("logs count"));
        Assert.Equal("three\nfour\n", await session.RunAsync("logs count --tail=2"));
        Assert.Equal("one\n", await session.RunAsync("logs count --limit-bytes=4"));
        Assert.Equal("one\ntwo\nthree\nfour\n", await session.RunAsync("logs count --since=1h"));
        Assert.Equal("three\nfour\n", await session.RunAsync("logs -l app=count --tail=2"));

        var times = (await session.RunAsync("logs count --timestamps")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0]).ToArray();
        Assert.Equal(4, times.Length);
        Assert.All(times, time => Assert.EndsWith("Z", time));
        Assert.Equal("one\ntwo\nthree\nfour\n", await session.RunAsync($"logs count --since-time={times[0]}"));
        Assert.Equal("", await session.RunAsync("logs count --since-time=2200-01-01T00:00:00Z"));

        Assert.Contains("previous terminated container \"main\" in pod \"count\" not found", await session.FailAsync("logs count --previous"));
        Assert.Contains("container other is not valid for pod count", await session.FailAsync("logs count -c other"));
        Assert.Contains("pods \"nobody\" not found", await session.FailAsync("logs nobody"));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task TheLogsOfTheContainerBeforeAreKept(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "previous");
        const string script = "echo life of $(cat /lives/count 2>/dev/null); [ -s /lives/count ] && sleep 3600; echo second > /lives/count; exit 3";
        await session.RunAsync("apply -f -", Session.Pod(
            "again", script, """ "volumes":[{"name":"lives","emptyDir":{}}], """, """ "volumeMounts":[{"name":"lives","mountPath":"/lives"}], """));
        await session.EventuallyAsync("get pod again", text => text.Contains("1/1", StringComparison.Ordinal) && text.Contains("Running", StringComparison.Ordinal) && text.Contains(" 1 ", StringComparison.Ordinal));

        Assert.Equal("life of second\n", await session.RunAsync("logs again"));
        Assert.Equal("life of\n", await session.RunAsync("logs again --previous"));
        Assert.Equal("3", await session.RunAsync("get pod again -o jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}"));
    }

    /// <summary>Of all containers, told apart by a prefix.</summary>
    [Fact]
    public async Task AllContainersOfADeployment()
    {
        await using var session = await Session.StartAsync(fixture.Cluster, "new", "many");
        await session.RunAsync("apply -f -", """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"two"},"spec":{"selector":{"matchLabels":{"app":"two"}},"template":{
            "metadata":{"labels":{"app":"two"}},"spec":{"terminationGracePeriodSeconds":1,"containers":[
            {"name":"first","image":"kubesharp.local/busybox:1","command":["sh","-c","echo from first; sleep 3600"]},
            {"name":"second","image":"kubesharp.local/busybox:1","command":["sh","-c","echo from second; sleep 3600"]}]}}}}
            """);
        await session.RunAsync("rollout status deployment/two --timeout=60s");

        var all = await session.RunAsync("logs deployment/two --all-containers --prefix");
        Assert.Matches(@"\[pod/two-[a-z0-9-]+/first\] from first\n", all);
        Assert.Matches(@"\[pod/two-[a-z0-9-]+/second\] from second\n", all);
        Assert.Equal("from first\n", (await session.TryAsync("logs deployment/two")).Output);
    }
}
