namespace KubeSharp.Cluster.Tests;

/// <summary>The way through the whole system in one go; also run on the native binary.</summary>
[Collection(GuestbookCollection.Name)]
[Trait("Category", "Smoke")]
public sealed class SmokeTests(ClusterFixture fixture)
{
    [Fact]
    public async Task AnApplicationIsDeployedReachedAndRemoved()
    {
        var cluster = fixture.Cluster;
        var guestbook = new Guestbook(cluster, "new");
        await guestbook.DeployAsync();

        var address = await guestbook.ClusterIPAsync();
        var answers = new HashSet<string>();
        for (var request = 0; request < 60; request++)
        {
            answers.Add(await Guestbook.GetAsync(address));
        }

        Assert.Equal(3, answers.Count);
        Assert.All(answers, answer => Assert.StartsWith("Welcome to the guestbook from web-", answer));
        Assert.Contains(await Guestbook.GetAsync(await guestbook.NodeAddressAsync() + ":30080"), answers);

        await cluster.KubectlAsync("new", "-n guestbook wait --for=condition=complete job/seed --timeout=60s");
        Assert.Contains("Welcome to the guestbook", await cluster.KubectlAsync("new", "-n guestbook logs job/seed"));
        var pod = await guestbook.AnyPodAsync();
        Assert.Equal(pod, (await cluster.KubectlAsync("new", $"-n guestbook exec {pod} -- hostname")).Trim());
        await guestbook.RemoveAsync();
    }
}
