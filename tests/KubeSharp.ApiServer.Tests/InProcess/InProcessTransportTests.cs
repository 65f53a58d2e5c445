using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Client;

namespace KubeSharp.ApiServer.Tests.InProcess;

public sealed class InProcessTransportTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private KubeClient Client => new(server.Host.CreateTransport(new UserInfo { Name = WellKnownUsers.KubeControllerManager }));

    [Fact]
    public async Task Objects_AreSharedNotCopied()
    {
        var created = await Client.CreateAsync(Map("shared"), cancellationToken: Cancellation);
        var read = await Client.GetAsync<ConfigMap>("default", "shared", cancellationToken: Cancellation);
        Assert.Same(created, read);
        Assert.NotEmpty(read.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task List_HasItsRevision()
    {
        await Client.CreateAsync(Map("listed"), cancellationToken: Cancellation);
        var list = await Client.ListAsync<ConfigMap>("default", cancellationToken: Cancellation);
        Assert.Contains(list.Items, item => item.Metadata.Name == "listed");
        Assert.NotEmpty(list.ResourceVersion);
    }

    [Fact]
    public async Task Watch_DeliversTheCachesObjects()
    {
        var list = await Client.ListAsync<ConfigMap>("default", cancellationToken: Cancellation);
        var watch = Client.WatchAsync<ConfigMap>(
            "default", new ListOptions { ResourceVersion = list.ResourceVersion, FieldSelector = "metadata.name=seen" }, Cancellation);
        var created = await Client.CreateAsync(Map("seen"), cancellationToken: Cancellation);
        await foreach (var change in watch)
        {
            Assert.Equal(WatchEventType.Added, change.Type);
            Assert.Same(created, change.Object);
            Assert.Equal(created.Metadata.ResourceVersion, change.ResourceVersion);
            break;
        }
    }

    [Fact]
    public async Task Missing_IsNotFound()
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            async () => await Client.GetAsync<ConfigMap>("default", "missing", cancellationToken: Cancellation));
        Assert.True(error.IsNotFound);
    }

    private static ConfigMap Map(string name) => new() { Metadata = new ObjectMeta { Name = name, Namespace = "default" } };
}
