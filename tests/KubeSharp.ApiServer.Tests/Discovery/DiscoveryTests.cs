using System.Net;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Discovery;

public sealed class DiscoveryTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    [Fact]
    public async Task CoreResources_HaveUpstreamsFacts()
    {
        var list = await server.GetAsync("api/v1");
        var pods = list["resources"]!.AsArray().Single(resource => (string?)resource!["name"] == "pods")!;
        Assert.Equal("Pod", (string?)pods["kind"]);
        Assert.Equal("po", (string?)pods["shortNames"]![0]);
        Assert.Equal("xPOwRZ+Yhw8=", (string?)pods["storageVersionHash"]);
        var eviction = list["resources"]!.AsArray().Single(resource => (string?)resource!["name"] == "pods/eviction")!;
        Assert.Equal("policy", (string?)eviction["group"]);
        Assert.Equal("", (string?)eviction["singularName"]);
    }

    [Fact]
    public async Task EveryEnabledGroupVersion_IsServed()
    {
        var groups = await server.GetAsync("apis");
        var names = groups["groups"]!.AsArray().Select(group => (string)group!["name"]!).ToArray();
        Assert.Contains("apps", names);
        Assert.Contains("rbac.authorization.k8s.io", names);
        foreach (var version in groups["groups"]!.AsArray().SelectMany(group => group!["versions"]!.AsArray()))
        {
            var list = await server.GetAsync("apis/" + (string)version!["groupVersion"]!);
            Assert.NotEmpty(list["resources"]!.AsArray());
        }
    }

    [Fact]
    public async Task Aggregated_HasAnETag()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "apis");
        request.Headers.TryAddWithoutValidation("Accept", Aggregated);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("as=APIGroupDiscoveryList", response.Content.Headers.ContentType.ToString());

        using var again = new HttpRequestMessage(HttpMethod.Get, "apis");
        again.Headers.TryAddWithoutValidation("Accept", Aggregated);
        again.Headers.TryAddWithoutValidation("If-None-Match", response.Headers.GetValues("ETag").Single());
        using var unchanged = await server.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Version_IsOurs()
    {
        var version = await server.GetAsync("version");
        Assert.Equal("36", (string?)version["minor"]);
        Assert.StartsWith("v1.36.", (string?)version["gitVersion"]);
        Assert.Equal("unknown", (string?)version["gitCommit"]);
        Assert.Equal("archive", (string?)version["gitTreeState"]);
        Assert.NotEqual("", (string?)version["platform"]);
    }

    [Fact]
    public async Task Health_IsOk_AndVerboseOnDemand()
    {
        Assert.Equal("ok", await TextAsync("readyz"));
        Assert.Equal("ok", await TextAsync("livez"));
        Assert.Contains("[+]informer-sync ok\n", await TextAsync("readyz?verbose"));
        Assert.Equal("ok", await TextAsync("readyz/ping"));
        Assert.Contains("[+]ping excluded: ok\n", await TextAsync("readyz?verbose&exclude=ping"));
    }

    [Fact]
    public async Task Metrics_CountRequests()
    {
        await server.GetAsync("api/v1/nodes");
        var metrics = await TextAsync("metrics");
        Assert.Contains("apiserver_request_total{verb=\"LIST\",dry_run=\"\",group=\"\",version=\"v1\",resource=\"nodes\"", metrics);
    }

    private Task<string> TextAsync(string path) => server.Http.GetStringAsync(path, TestContext.Current.CancellationToken);
}
