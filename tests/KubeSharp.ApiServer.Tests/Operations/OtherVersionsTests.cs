using KubeSharp.Api;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Operations;

/// <summary>Every operation of the versions that are off by default, on a server that has all of them.</summary>
public sealed class OtherVersionsTests(OtherVersionsTests.Everything server) : IClassFixture<OtherVersionsTests.Everything>, IAsyncLifetime
{
    private HttpClient _client = null!;

    public static TheoryData<string, string, string> Served
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var resource in ApiResources.All.Where(static resource => !resource.EnabledByDefault && resource.ServedBy is null))
            {
                data.Add(resource.Group, resource.Version, resource.Name);
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _client = server.Server.ClientOf("kubernetes-admin", "system:masters");
        await SecuredServer.SendAsync(_client, HttpMethod.Post, "api/v1/namespaces", """{"metadata":{"name":"operations"}}""");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task EveryOperation_AnswersAsUpstreams(string group, string version, string name)
    {
        var resource = ApiResources.Find(group, version, name)!;
        Assert.Empty(await new ResourceOperations(_client, resource).CallAllAsync());
    }

    public sealed class Everything : IAsyncLifetime
    {
        internal SecuredServer Server { get; } = new()
        {
            Configure = static (options, _) => options with { RuntimeConfig = new Dictionary<string, bool> { ["api/all"] = true } },
        };

        public ValueTask InitializeAsync() => Server.InitializeAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
