using System.Net;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Health;

/// <summary>/healthz, /livez and /readyz as supervisors and people ask for them.</summary>
public sealed class HealthEndpointTests(SecuredServer server) : IClassFixture<SecuredServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("healthz", false)]
    [InlineData("livez", false)]
    [InlineData("readyz", true)]
    public async Task Verbose_ListsTheChecksInOrder(string endpoint, bool isReady)
    {
        using var client = server.NewClient();
        var lines = (await client.GetStringAsync(endpoint + "?verbose", Cancel)).Split('\n');
        Assert.Equal(["[+]ping ok", "[+]log ok", "[+]etcd ok"], lines[..3]);
        Assert.Contains("[+]poststarthook/rbac/bootstrap-roles ok", lines);
        Assert.Contains("[+]poststarthook/crd-informer-synced ok", lines);
        Assert.Equal(isReady, lines.Contains("[+]etcd-readiness ok"));
        Assert.Equal(isReady, lines.Contains("[+]informer-sync ok"));
        Assert.Equal(isReady, lines.Contains("[+]shutdown ok"));
        Assert.Equal([endpoint + " check passed", ""], lines[^2..]);
    }

    [Theory]
    [InlineData("readyz", 200, "ok")]
    [InlineData("readyz/etcd", 200, "ok")]
    [InlineData("livez/poststarthook/rbac/bootstrap-roles", 200, "ok")]
    [InlineData("livez/informer-sync", 404, "404 page not found\n")]
    [InlineData("readyz?exclude=nothing", 200, "ok")]
    public async Task Checks_AreAskedForTogetherAndOneByOne(string path, int code, string text)
    {
        using var client = server.ClientOf("admin", "system:masters");
        using var response = await client.GetAsync(path, Cancel);
        Assert.Equal(((HttpStatusCode)code, text), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
    }
}
