namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>get and describe of everything there is. Objects that other tests delete meanwhile would be missed between the two.</summary>
[Collection(WholeClusterCollection.Name)]
public sealed class EveryResourceSessionTests(ClusterFixture fixture)
{
    /// <summary>Whatever can be listed can be shown, and described. Component statuses, deprecated since 1.19, are not served yet.</summary>
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task EveryResourceIsShown(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "shown");
        var resources = (await session.RunAsync("api-resources --verbs=list -o name")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(resource => resource != "componentstatuses").ToArray();
        Assert.True(resources.Length > 50, string.Join(' ', resources));
        var all = string.Join(',', resources);
        await session.RunAsync($"get {all} --all-namespaces -o wide");
        await session.RunAsync($"get {all} --all-namespaces -o yaml");
        await session.RunAsync($"describe {string.Join(',', resources.Where(resource => resource is not ("events" or "events.events.k8s.io")))}");
    }
}
