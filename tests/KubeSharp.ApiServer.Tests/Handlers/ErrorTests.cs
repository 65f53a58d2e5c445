using System.Net;
using System.Text;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers;

public sealed class ErrorTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("""{"metadata":{"name":"x"}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"metadata":5}""")]
    [InlineData("""{"metadata":{"name":"x"},"data":{"a":1}}""")]
    [InlineData("\u0000\u0001")]
    [InlineData("")]
    public async Task BrokenBody_IsBadRequest(string body)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, body);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal("BadRequest", (string?)status["reason"]);
        Assert.Equal(400, (int?)status["code"]);
    }

    [Fact]
    public async Task DeeplyNestedBody_IsBadRequest()
    {
        var body = new StringBuilder("""{"metadata":{"name":"deep","managedFields":[{"fieldsV1":""");
        body.Insert(body.Length, "{\"f:a\":", 50_000).Append("{}").Append('}', 50_000).Append("}]}}");
        var (code, _) = await server.SendAsync(HttpMethod.Post, ConfigMaps, body.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task UnknownField_FailsOnlyUnderStrict()
    {
        const string body = """{"metadata":{"name":"strict"},"foo":1}""";
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps + "?fieldValidation=Strict", body);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"foo\"",
            (string?)status["message"]);

        using var response = await server.Http.PostAsync(
            ConfigMaps, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("299 - \"unknown field \\\"foo\\\"\"", response.Headers.GetValues("Warning").Single());
    }

    [Fact]
    public async Task WrongKind_IsBadRequest()
    {
        var (code, status) = await server.SendAsync(
            HttpMethod.Post, ConfigMaps, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.StartsWith("Secret in version \"v1\" cannot be handled as a ConfigMap", (string?)status["message"]);
    }

    [Fact]
    public async Task OtherNamespaceInTheBody_IsBadRequest()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"x","namespace":"other"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal(
            "the namespace of the provided object does not match the namespace sent on the request", (string?)status["message"]);
    }

    [Fact]
    public async Task InvalidName_IsUnprocessable_WithCauses()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"Not_Valid"}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal("Invalid", (string?)status["reason"]);
        Assert.Equal("ConfigMap", (string?)status["details"]!["kind"]);
        Assert.Equal("metadata.name", (string?)status["details"]!["causes"]![0]!["field"]);
        Assert.Equal("FieldValueInvalid", (string?)status["details"]!["causes"]![0]!["reason"]);
    }

    [Fact]
    public async Task NameMissing_IsUnprocessable()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal("FieldValueRequired", (string?)status["details"]!["causes"]![0]!["reason"]);
    }

    [Fact]
    public async Task MethodThatTheResourceLacks_IsNotAllowed()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Put, ConfigMaps, "{}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, code);
        Assert.Equal("MethodNotAllowed", (string?)status["reason"]);
    }

    [Fact]
    public async Task UnknownAccept_IsNotAcceptable()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, ConfigMaps, accept: "image/png");
        Assert.Equal(HttpStatusCode.NotAcceptable, code);
        Assert.Equal(
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
            (string?)status["message"]);
    }

    [Fact]
    public async Task UnknownContentType_IsUnsupported()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, "{}", "text/csv");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, code);
        Assert.Equal("UnsupportedMediaType", (string?)status["reason"]);

        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"media"}}""");
        (code, status) = await server.SendAsync(HttpMethod.Patch, ConfigMaps + "/media", "{}", "application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, code);
        Assert.Contains("application/strategic-merge-patch+json", (string?)status["message"]);
    }

    [Theory]
    [InlineData("""{"metadata":{"$patch":"merge"}}""", HttpStatusCode.InternalServerError, "unknown patch type: merge in map: map[$patch:merge]")]
    [InlineData("""{"metadata":{"$retainKeys":"name"}}""", HttpStatusCode.BadRequest, "invalid patch format of retainKeys")]
    public async Task StrategicPatchesThatCannotBeFollowed(string patch, HttpStatusCode expected, string message)
    {
        var map = "strategic-" + (int)expected;
        await server.CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{map}}}"}}""");
        var (code, status) = await server.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/{map}", patch, "application/strategic-merge-patch+json");

        Assert.Equal((expected, message), (code, (string?)status["message"]));
    }

    [Theory]
    [InlineData("""{"spec":{"type":"ExternalName","externalName":"a.b"}}""")]
    [InlineData("""{"spec":{"ports":[{"port":80}]}}""")]
    public async Task AServiceWithoutAName_IsInvalid(string body)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal("Service \"\" is invalid: metadata.name: Required value: name or generateName is required", (string?)status["message"]);
    }

    [Fact]
    public async Task OversizeBody_IsTooLarge()
    {
        var (code, status) = await server.SendAsync(
            HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"big"},"data":{"a":"{{{new string('x', 3 * 1024 * 1024)}}}"}}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, code);
        Assert.Equal("Request entity too large: limit is 3145728", (string?)status["message"]);
        Assert.Equal("RequestEntityTooLarge", (string?)status["reason"]);
    }

    [Fact]
    public async Task UnknownGroup_IsPlainNotFound()
    {
        using var response = await server.Http.GetAsync("apis/nothing.example.com/v1", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("404 page not found\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("api/v1/nothing")]
    [InlineData("apis/apps/v1/nothing")]
    [InlineData("apis/apps/v9/deployments")]
    public async Task UnknownResourceOfAKnownGroup_IsNotFound(string path)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, code);
        Assert.Equal("the server could not find the requested resource", (string?)status["message"]);
    }

    [Fact]
    public async Task UnknownPath_IsNotFound_AndTellsWhatThereIs()
    {
        var (code, body) = await server.SendAsync(HttpMethod.Get, "nothing");
        Assert.Equal(HttpStatusCode.NotFound, code);
        Assert.Contains("/apis/apps/v1", body["paths"]!.AsArray().Select(path => (string)path!));
    }

    [Fact]
    public async Task ResourceVersionAtCreate_IsRefused()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"rv","resourceVersion":"5"}}""");
        Assert.Equal(HttpStatusCode.InternalServerError, code);
        Assert.Equal("resourceVersion should not be set on objects to be created", (string?)status["message"]);
    }

    [Fact]
    public async Task BadDryRun_IsInvalid()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps + "?dryRun=Some", """{"metadata":{"name":"x"}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.StartsWith("CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value", (string?)status["message"]);
    }

    [Fact]
    public async Task BadTimeout_IsBadRequest()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps + "?timeout=soon", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal("invalid timeout specified in the request URL - time: invalid duration \"soon\"", (string?)status["message"]);
    }
}
