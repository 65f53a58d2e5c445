namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>kubectl debug, which came after 1.20.</summary>
public sealed class DebugSessionTests(ClusterFixture fixture)
{
    [Fact]
    public async Task AnEphemeralContainerJoinsThePod()
    {
        await using var session = await Session.StartAsync(fixture.Cluster, "new", "debug");
        await session.StartPodAsync("web", Session.Pod("web", "trap 'exit 0' TERM; httpd -f -p 8080 & wait"));

        await using (var shell = session.StartOnTerminal("debug web -it --image=kubesharp.local/busybox:1 --container=look --target=main -- sh"))
        {
            await shell.SeeAsync("# ");
            await shell.TypeAsync("hostname; ps\r");
            var screen = await shell.SeeAsync("httpd -f -p 8080");
            Assert.Contains("web\r\n", screen);
            await shell.TypeAsync("exit\r");
            await shell.ExitAsync();
        }

        Assert.Equal(
            "look Completed",
            await session.EventuallyAsync(
                "get pod web -o 'jsonpath={.status.ephemeralContainerStatuses[0].name} {.status.ephemeralContainerStatuses[0].state.terminated.reason}'",
                text => text.EndsWith("Completed", StringComparison.Ordinal)));
        Assert.Matches(@"Ephemeral Containers:\n  look:", await session.RunAsync("describe pod web"));
        Assert.Equal("0", await session.RunAsync("get pod web -o jsonpath={.status.containerStatuses[0].restartCount}"));
    }

    [Fact]
    public async Task ACopyOfAPodAndTheNode()
    {
        await using var session = await Session.StartAsync(fixture.Cluster, "new", "copies");
        await session.StartPodAsync("web", Session.Pod("web", "trap 'exit 0' TERM; while :; do sleep 0.2; done"));
        await session.RunAsync("debug web --copy-to=twin --set-image=main=kubesharp.local/web:2 --profile=general");
        await session.RunAsync("wait --for=condition=Ready pod/twin --timeout=60s");
        Assert.Equal("kubesharp.local/web:2", await session.RunAsync("get pod twin -o jsonpath={.spec.containers[0].image}"));

        var node = (await session.RunAsync("get nodes -o jsonpath={.items[0].metadata.name}")).Trim();
        await session.RunAsync($"debug node/{node} --image=kubesharp.local/busybox:1 --profile=sysadmin -- sh -c 'cat /host/etc/hostname'");
        var pod = (await session.EventuallyAsync("get pods -o name", names => names.Contains("node-debugger", StringComparison.Ordinal)))
            .Split('\n').Single(name => name.Contains("node-debugger", StringComparison.Ordinal));
        await session.EventuallyAsync($"logs {pod}", text => text == File.ReadAllText("/etc/hostname"));
    }
}
