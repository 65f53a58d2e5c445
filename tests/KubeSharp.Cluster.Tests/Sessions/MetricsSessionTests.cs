namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>kubectl top.</summary>
public sealed class MetricsSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Top(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "top");
        await session.StartPodAsync("busy", Session.Pod("busy", "trap 'exit 0' TERM; dd if=/dev/zero of=/dev/shm/held bs=1M count=20; while :; do sleep 0.05; done"));
        var rows = (await session.EventuallyAsync("top nodes", text => text.Contains('%', StringComparison.Ordinal) && !text.Contains("<unknown>", StringComparison.Ordinal))).Split('\n');
        Assert.Matches(@"^NAME +CPU\(cores\) +CPU(%|\(%\)) +MEMORY\(bytes\) +MEMORY(%|\(%\))", rows[0]);
        Assert.Matches(@"^\S+ +\d+m +\d+% +\d+Mi +\d+%", rows[1]);

        var pods = await session.EventuallyAsync("top pods", text => text.Contains("busy", StringComparison.Ordinal));
        Assert.Matches(@"busy +\d+m +2\dMi", pods);
        Assert.Matches(@"busy +main +\d+m +2\dMi", await session.RunAsync("top pods --containers"));
    }
}
