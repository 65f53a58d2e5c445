using System.Net.Http.Headers;
using System.Text;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>What is wrong with a secret is told without it, to the client and in the log.</summary>
public sealed class SecretsInAnswersTests : IAsyncLifetime
{
    private const string Plain = "hunter2-correct-horse";
    private const string Encoded = "aHVudGVyMi1jb3JyZWN0LWhvcnNl";
    private const string Path = "api/v1/namespaces/default/secrets";

    private readonly RecordedLog _log = new();
    private readonly SecuredServer _server;

    public SecretsInAnswersTests() => _server = new SecuredServer { Loggers = _log };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadBodies => new()
    {
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":{"k":"{{{Plain}}}"}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":{"k":["{{{Encoded}}}"]}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":"{{{Encoded}}}"}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":{"k":{"v":"{{{Encoded}}}"} } }""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"stringData":{"k":["{{{Plain}}}"]}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":{"k":"{{{Encoded}}}" """ },
        { "application/json", $$$"""{"metadata":{"name":"_"},"data":{"k":"{{{Encoded}}}"}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"data":{"not a key":"{{{Encoded}}}"}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"{{{Encoded}}}"}}""" },
        { "application/json", $$$"""{"metadata":{"name":"s"},"type":"kubernetes.io/tls","data":{"tls.crt":"{{{Encoded}}}"}}""" },
        { "application/yaml", $"metadata: {{name: s}}\ndata:\n  k: {Plain}\n" },
        { "application/yaml", $"metadata: {{name: s}}\ndata:\n\tk: {Encoded}\n" },
        { "application/vnd.kubernetes.protobuf", $"k8s\0{Plain}" },
    };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task BadBody_IsRefusedWithoutItsContent(string type, string body)
    {
        using var client = _server.ClientOf("admin", "system:masters");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await client.PostAsync(Path, content, Cancel);
        Assert.InRange((int)response.StatusCode, 400, 499);
        ExpectNothing(await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Upstream's answer to a patch that makes no object shows what it made; that goes to whoever sent it, and to no log.</summary>
    [Theory]
    [InlineData("application/merge-patch+json", $$"""{"data":{"k":"{{Plain}}"} }""")]
    [InlineData("application/merge-patch+json", $$"""{"data":{"k":["{{Encoded}}"]} }""")]
    [InlineData("application/strategic-merge-patch+json", $$"""{"data":{"$patch":"{{Plain}}"} }""")]
    [InlineData("application/json-patch+json", $$"""[{"op":"test","path":"/data/k","value":"{{Encoded}}"}]""")]
    [InlineData("application/json-patch+json", $$"""[{"op":"add","path":"/data","value":"{{Encoded}}"}]""")]
    [InlineData("application/apply-patch+yaml", $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"patched"},"data":{"k":["{{Encoded}}"]} }""")]
    public async Task BadPatch_IsNotLogged(string type, string body)
    {
        using var client = _server.ClientOf("admin", "system:masters");
        await SecuredServer.SendAsync(client, HttpMethod.Post, Path, $$"""{"metadata":{"name":"patched"},"data":{"k":"b2xk"} }""");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await client.PatchAsync(Path + "/patched?fieldManager=m", content, Cancel);
        Assert.InRange((int)response.StatusCode, 400, 500);
        ExpectNothing(answer: "");
    }

    [Theory]
    [InlineData("Bearer " + Plain)]
    [InlineData("Bearer " + Plain + "." + Plain + "." + Plain)]
    [InlineData("bearer  " + Plain + " " + Plain)]
    [InlineData("Basic " + Encoded)]
    [InlineData(Plain)]
    public async Task BadCredentials_AreRefusedWithoutBeingShown(string authorization)
    {
        using var client = _server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request, Cancel);
        Assert.InRange((int)response.StatusCode, 401, 403);
        ExpectNothing(await response.Content.ReadAsStringAsync(Cancel));
    }

    private void ExpectNothing(string answer)
    {
        foreach (var text in _log.Lines.Append(answer))
        {
            Assert.DoesNotContain(Plain, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoded, text, StringComparison.Ordinal);
        }
    }
}
