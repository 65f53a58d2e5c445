using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.OpenApi;

public sealed class OpenApiTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task V2_DescribesPods()
    {
        var document = await server.GetAsync("openapi/v2");
        var pod = document["definitions"]!["io.k8s.api.core.v1.Pod"]!;
        Assert.Equal("Pod", (string?)pod["x-kubernetes-group-version-kind"]![0]!["kind"]);
        Assert.Equal("#/definitions/io.k8s.api.core.v1.PodSpec", (string?)pod["properties"]!["spec"]!["$ref"]);

        var containers = document["definitions"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;
        Assert.Equal("array", (string?)containers["type"]);
        Assert.Equal("map", (string?)containers["x-kubernetes-list-type"]);
        Assert.Equal("name", (string?)containers["x-kubernetes-list-map-keys"]![0]);
        Assert.Equal("merge", (string?)containers["x-kubernetes-patch-strategy"]);
    }

    [Fact]
    public async Task V2_PatchesTakeDryRunAndFieldValidation()
    {
        var document = await server.GetAsync("openapi/v2");
        var patch = document["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;
        var names = patch["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]);
        Assert.Equal(["body", "dryRun", "fieldManager", "fieldValidation", "force"], names);
        Assert.Equal("patch", (string?)patch["x-kubernetes-action"]);
        Assert.Equal("Deployment", (string?)patch["x-kubernetes-group-version-kind"]!["kind"]);
        Assert.Equal("patchAppsV1NamespacedDeployment", (string?)patch["operationId"]);
    }

    [Fact]
    public async Task V2_ReferencesAreDefined()
    {
        var document = await server.GetAsync("openapi/v2");
        var definitions = document["definitions"]!.AsObject();
        Assert.All(References(document), reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
    }

    [Fact]
    public async Task V3_IndexNamesEveryGroupVersion_AndItsDocumentsAreComplete()
    {
        var index = await server.GetAsync("openapi/v3");
        var paths = index["paths"]!.AsObject();
        Assert.True(paths.ContainsKey("api/v1"));
        Assert.True(paths.ContainsKey("apis/apps/v1"));
        foreach (var (_, entry) in paths)
        {
            var document = await server.GetAsync(((string)entry!["serverRelativeURL"]!).TrimStart('/'));
            var schemas = document["components"]!["schemas"]!.AsObject();
            Assert.All(References(document), reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference));
        }
    }

    [Fact]
    public async Task V3_WithAnOldHash_IsSentToTheNewOne()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(
            new Uri(server.Address, "openapi/v3/api/v1?hash=OLD"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.StartsWith("/openapi/v3/api/v1?hash=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_IsNotSentAgain_WhenItHasNotChanged()
    {
        using var first = await server.Http.GetAsync("openapi/v3/apis/apps/v1", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "openapi/v3/apis/apps/v1");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task V2_InProtobuf_BeginsWithTheVersion()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "openapi/v2");
        request.Headers.TryAddWithoutValidation("Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("\n\u00032.0"u8, body.AsSpan(0, 5));
    }

    private static IEnumerable<string> References(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == "$ref" && value is JsonValue)
                    {
                        yield return (string)value!;
                    }

                    foreach (var reference in References(value))
                    {
                        yield return reference;
                    }
                }

                break;
            case JsonArray items:
                foreach (var reference in items.SelectMany(References))
                {
                    yield return reference;
                }

                break;
        }
    }
}
