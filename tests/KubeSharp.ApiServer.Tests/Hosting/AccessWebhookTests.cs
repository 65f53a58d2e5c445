using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Tests.Webhooks;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A whole server that asks webhooks, over HTTPS, whose tokens it gets and who may do what.</summary>
public sealed class AccessWebhookTests : IAsyncLifetime
{
    private WebhookServer _webhooks = null!;
    private SecuredServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _webhooks = await WebhookServer.StartAsync();
        _webhooks.Review("/authn", review => JsonNode.Parse((string)review["spec"]!["token"]! == "of-jane"
            ? """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","status":{"authenticated":true,"user":{"username":"jane","groups":["dev"]}}}"""
            : """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","status":{"authenticated":false}}""")!);
        _webhooks.Review("/authz", review => JsonNode.Parse((string?)review["spec"]!["resourceAttributes"]?["resource"] == "configmaps"
            ? """{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","status":{"allowed":true}}"""
            : """{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","status":{"allowed":false,"reason":"not yours"}}""")!);
        _server = new SecuredServer
        {
            Configure = (options, directory) => options with
            {
                Access = options.Access! with
                {
                    TokenWebhook = new TokenWebhookOptions { ConfigFile = Kubeconfig(directory, "authn"), Version = "v1" },
                    AuthorizationModes = ["Webhook"],
                    AuthorizationWebhook = new AuthorizationWebhookOptions { ConfigFile = Kubeconfig(directory, "authz"), Version = "v1" },
                },
            },
        };
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _webhooks.DisposeAsync();
    }

    [Fact]
    public async Task Webhooks_SayWhoItIs_AndWhatHeMay()
    {
        using var jane = ClientOf("of-jane");
        Assert.Equal(200, (await SecuredServer.SendAsync(jane, HttpMethod.Get, "api/v1/namespaces/default/configmaps")).Code);
        var (code, body) = await SecuredServer.SendAsync(jane, HttpMethod.Get, "api/v1/namespaces/default/secrets");
        Assert.Equal(
            (403, "secrets is forbidden: User \"jane\" cannot list resource \"secrets\" in API group \"\" in the namespace \"default\": not yours"),
            (code, (string)body["message"]!));

        // The second request had the answer of the first.
        var review = Assert.Single(_webhooks.Asked("/authn"));
        Assert.Equal("TokenReview", (string)review["kind"]!);
        var asked = _webhooks.Asked("/authz").First(question => (string)question["spec"]!["resourceAttributes"]!["resource"]! == "configmaps");
        Assert.Equal(("jane", "list"), ((string)asked["spec"]!["user"]!, (string)asked["spec"]!["resourceAttributes"]!["verb"]!));
        Assert.Equal(["dev", "system:authenticated"], asked["spec"]!["groups"]!.AsArray().Select(group => (string)group!));
    }

    [Fact]
    public async Task UnknownTokens_AreRefused()
    {
        using var stranger = ClientOf("of-nobody");
        Assert.Equal(401, (await SecuredServer.SendAsync(stranger, HttpMethod.Get, "api/v1/namespaces/default/configmaps")).Code);
    }

    private HttpClient ClientOf(string token)
    {
        var client = _server.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private string Kubeconfig(string directory, string name)
    {
        var path = Path.Combine(directory, name + ".kubeconfig");
        File.WriteAllText(
            path,
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://localhost:{{_webhooks.Port}}/{{name}}", certificate-authority-data: {{_webhooks.CaBundle}} } }]
            users: [{name: u, user: {} }]
            contexts: [{name: x, context: {cluster: c, user: u} }]
            current-context: x
            """);
        return path;
    }
}
