using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Webhooks;
using KubeSharp.Client.Configuration;

namespace KubeSharp.ApiServer.Tests.Admission.Webhooks;

public sealed class WebhookCredentialsTests
{
    private static readonly KubeConfig Config = new()
    {
        Users =
        [
            User("hooks.default.svc"), User("hooks.default.svc:8443"), User("*.other.svc"), User("hooks.example.com"), User("*.example.com"), User("*"),
        ],
    };

    [Theory]
    [InlineData("hooks", "default", 443, "hooks.default.svc")]
    [InlineData("hooks", "default", 8443, "hooks.default.svc:8443")]
    [InlineData("hooks", "other", 443, "*.other.svc")]
    [InlineData("hooks", "third", 443, "*")]
    public async Task Services_AreKnownByTheirName(string name, string ns, int port, string user) =>
        Assert.Equal(user, await TokenAsync(Config, new WebhookAddress("", (ns, name, port), default)));

    [Theory]
    [InlineData("https://hooks.example.com/a", "hooks.example.com")]
    [InlineData("https://more.example.com/a", "*.example.com")]
    [InlineData("https://hooks.example.com:9443/a", "*")]
    public async Task Urls_AreKnownByTheirHost(string url, string user) =>
        Assert.Equal(user, await TokenAsync(Config, new WebhookAddress(url, null, default)));

    [Fact]
    public async Task CurrentContext_IsForAllOthers_AndNothingWithoutOne()
    {
        var address = new WebhookAddress("https://hooks.example.com/", null, default);
        var config = KubeConfig.ForOne(new KubeConfigCluster("c"), User("fallback"), "main") with { CurrentContext = "main" };
        Assert.Equal("fallback", await TokenAsync(config, address));
        Assert.Null(new WebhookCredentials(new KubeConfig(), TimeProvider.System).Of(address));
    }

    private static KubeConfigUser User(string name) => new(name) { Token = name };

    private static async Task<string?> TokenAsync(KubeConfig config, WebhookAddress address)
    {
        using var credentials = new WebhookCredentials(config, TimeProvider.System).Of(address)!;
        return (await credentials.AuthorizationAsync(TestContext.Current.CancellationToken))?.Parameter;
    }
}
