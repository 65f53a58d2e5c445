using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.ApiServer.Tests.Webhooks;

namespace KubeSharp.ApiServer.Tests.Admission.Webhooks;

/// <summary>A whole API server and a server of webhooks beside it. Every test has a namespace and paths of its own.</summary>
public sealed class WebhookFixture : IAsyncLifetime
{
    private readonly SecuredServer _server = new();
    private HttpClient _admin = null!;

    internal WebhookServer Webhooks { get; private set; } = null!;

    internal SecuredServer Server => _server;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        Webhooks = await WebhookServer.StartAsync();
        _admin = _server.ClientOf("admin", "system:masters");
        await CreateAsync(
            "api/v1/namespaces/default/services",
            """{"metadata":{"name":"webhooks"},"spec":{"type":"ExternalName","externalName":"localhost"}}""");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await Webhooks.DisposeAsync();
        await _server.DisposeAsync();
    }

    internal async Task<(int Code, JsonNode Body, string[] Warnings)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await _admin.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToArray() : [];
        return ((int)response.StatusCode, JsonNode.Parse(text.Length > 0 && text[0] == '{' ? text : "{}")!, warnings);
    }

    internal async Task<JsonNode> CreateAsync(string path, string body)
    {
        var (code, created, _) = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(code == 201, created.ToJsonString());
        return created;
    }

    /// <summary>A namespace with a label that only it has, so that a webhook is asked about this test's objects alone.</summary>
    internal Task<JsonNode> NamespaceAsync(string name) =>
        CreateAsync("api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}","labels":{"test":"{{{name}}}"} } }""");

    /// <summary>One webhook at the path /NAME behind the service, for config maps of the namespace NAME; <paramref name="more"/> adds to it.</summary>
    internal async Task ConfigureAsync(string kind, string name, string more = "{}", string? configuration = null)
    {
        var webhook = JsonNode.Parse(
            $$$"""
            {"name":"{{{name}}}.example.com","sideEffects":"None","admissionReviewVersions":["v1"],
             "clientConfig":{"service":{"namespace":"default","name":"webhooks","path":"/{{{name}}}","port":{{{Webhooks.Port}}}},"caBundle":"{{{Webhooks.CaBundle}}}"},
             "namespaceSelector":{"matchLabels":{"test":"{{{name}}}"}},
             "rules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}]}
            """)!;
        foreach (var (field, value) in JsonNode.Parse(more)!.AsObject().ToList())
        {
            webhook[field] = value!.DeepClone();
        }

        await CreateAsync(
            $"apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations",
            $$$"""{"metadata":{"name":"{{{configuration ?? name}}}"},"webhooks":[{{{webhook.ToJsonString()}}}]}""");
    }

    /// <summary>Tries until the configuration is in force: a change reaches the plugins a moment after it is stored.</summary>
    internal static async Task<T> UntilAsync<T>(Func<Task<T>> attempt, Func<T, bool> isExpected)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = await attempt();
            if (isExpected(result))
            {
                return result;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "It did not come about in thirty seconds.");
            await Task.Yield();
        }
    }
}
