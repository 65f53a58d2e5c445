using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.ApiServer.Tests.Webhooks;

namespace KubeSharp.ApiServer.Tests.CustomResources;

/// <summary>A kind whose v1 has spec.hostPort and whose v2 has spec.host and spec.port; a webhook converts.</summary>
public sealed class ConversionTests : IAsyncLifetime
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private readonly TestServer _server = new();
    private WebhookServer _webhooks = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _webhooks = await WebhookServer.StartAsync();
        await _server.CreateAsync(
            "api/v1/namespaces/default/services",
            """{"metadata":{"name":"webhooks"},"spec":{"type":"ExternalName","externalName":"localhost"}}""");
        _webhooks.Review("/convert", review => Answer(review, Convert));
    }

    public async ValueTask DisposeAsync()
    {
        await _webhooks.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Objects_AreShownInEveryVersion_AndStoredInOne()
    {
        await DefineAsync("v1");
        await _server.CreateAsync(Path("v1"), """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""");
        var created = await _server.CreateAsync(
            Path("v2"), """{"apiVersion":"a.example.com/v2","kind":"Hook","metadata":{"name":"two"},"spec":{"host":"example.com","port":"81"}}""");
        Assert.Equal("""{"host":"example.com","port":"81"}""", created["spec"]!.ToJsonString());
        Assert.Equal("a.example.com/v2", (string?)created["apiVersion"]);

        var list = await _server.GetAsync(Path("v2"));
        Assert.Equal(["localhost", "example.com"], list["items"]!.AsArray().Select(item => (string)item!["spec"]!["host"]!));
        Assert.Equal("example.com:81", (string?)(await _server.GetAsync(Path("v1") + "/two"))["spec"]!["hostPort"]);
        var table = await _server.GetAsync(Path("v2"), "application/json;as=Table;g=meta.k8s.io;v=v1");
        Assert.Equal("""["one","localhost"]""", table["rows"]![0]!["cells"]!.ToJsonString());
    }

    [Fact]
    public async Task Update_OfAnotherVersion_IsHeldToItsSchema()
    {
        await DefineAsync("v1");
        await _server.CreateAsync(Path("v1"), """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""");
        var (code, changed) = await _server.SendAsync(HttpMethod.Patch, Path("v2") + "/one", """{"spec":{"port":"82"}}""", "application/merge-patch+json");
        Assert.True(code == HttpStatusCode.OK, changed.ToJsonString());
        Assert.Equal("localhost:82", (string?)(await _server.GetAsync(Path("v1") + "/one"))["spec"]!["hostPort"]);
        var (refused, status) = await _server.SendAsync(HttpMethod.Patch, Path("v2") + "/one", """{"spec":{"port":"many"}}""", "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.Equal("spec.port", (string?)status["details"]!["causes"]![0]!["field"]);
    }

    [Fact]
    public async Task ObjectsOfAFormerStorageVersion_AreConverted_AndRewrittenByAnUpdateThatChangesNothing()
    {
        await DefineAsync("v1");
        await _server.CreateAsync(Path("v1"), """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""");
        var definition = await _server.GetAsync(Definitions + "/hooks.a.example.com");
        foreach (var version in definition["spec"]!["versions"]!.AsArray())
        {
            version!["storage"] = (string)version["name"]! == "v2";
        }

        var (code, updated) = await _server.SendAsync(HttpMethod.Put, Definitions + "/hooks.a.example.com", definition.ToJsonString());
        Assert.True(code == HttpStatusCode.OK, updated.ToJsonString());
        Assert.Equal("""["v1","v2"]""", updated["status"]!["storedVersions"]!.ToJsonString());
        await UntilAsync(async () => (string?)(await CreateAsync("probe"))["spec"]?["host"] == "probe");
        await _server.CreateAsync(Path("v2"), """{"apiVersion":"a.example.com/v2","kind":"Hook","metadata":{"name":"two"},"spec":{"host":"h","port":"1"}}""");

        var mixed = await _server.GetAsync(Path("v2"));
        Assert.Equal(["localhost", "h"], mixed["items"]!.AsArray().Select(item => (string)item!["spec"]!["host"]!));
        var before = await _server.GetAsync(Path("v2") + "/one");
        var (_, same) = await _server.SendAsync(HttpMethod.Put, Path("v2") + "/one", before.ToJsonString());
        Assert.NotEqual((string?)before["metadata"]!["resourceVersion"], (string?)same["metadata"]!["resourceVersion"]);
        var (_, again) = await _server.SendAsync(HttpMethod.Put, Path("v2") + "/one", same.ToJsonString());
        Assert.Equal((string?)same["metadata"]!["resourceVersion"], (string?)again["metadata"]!["resourceVersion"]);

        Task<JsonNode> CreateAsync(string host) => SendAsync(
            HttpMethod.Post,
            Path("v2") + "?dryRun=All",
            $$$"""{"apiVersion":"a.example.com/v2","kind":"Hook","metadata":{"name":"probe"},"spec":{"host":"{{{host}}}","port":"1"}}""");
    }

    [Fact]
    public async Task Watch_IsInTheVersionOfTheRequest()
    {
        await DefineAsync("v1");
        using var watch = await _server.Http.GetStreamAsync(Path("v2") + "?watch=true", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(watch);
        await _server.CreateAsync(Path("v1"), """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""");
        var line = JsonNode.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
        Assert.Equal(("ADDED", "a.example.com/v2", "80"), ((string?)line["type"], (string?)line["object"]!["apiVersion"], (string?)line["object"]!["spec"]!["port"]));
    }

    [Fact]
    public async Task OwnersOfFieldsOfOtherVersions_LoseWhatIsChanged_AndAreConflictedWith()
    {
        await DefineAsync("v1");
        const string Apply = "application/apply-patch+yaml";
        await _server.SendAsync(
            HttpMethod.Patch,
            Path("v1") + "/one?fieldManager=a",
            """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""",
            Apply);
        const string Other = """{"apiVersion":"a.example.com/v2","kind":"Hook","metadata":{"name":"one"},"spec":{"port":"81"}}""";
        var (refused, status) = await _server.SendAsync(HttpMethod.Patch, Path("v2") + "/one?fieldManager=b", Other, Apply);
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"a\": .spec.hostPort", (string?)status["message"]);

        var (code, taken) = await _server.SendAsync(HttpMethod.Patch, Path("v2") + "/one?fieldManager=b&force=true", Other, Apply);
        Assert.True(code == HttpStatusCode.OK, taken.ToJsonString());
        var only = Assert.Single(taken["metadata"]!["managedFields"]!.AsArray())!;
        Assert.Equal(("b", "a.example.com/v2"), ((string?)only["manager"], (string?)only["apiVersion"]));
        Assert.Equal("localhost:81", (string?)(await _server.GetAsync(Path("v1") + "/one"))["spec"]!["hostPort"]);
    }

    [Fact]
    public async Task FailedConversion_IsTold()
    {
        await DefineAsync("v1");
        await _server.CreateAsync(Path("v1"), """{"apiVersion":"a.example.com/v1","kind":"Hook","metadata":{"name":"one"},"spec":{"hostPort":"localhost:80"}}""");
        _webhooks.Review("/convert", review => new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "ConversionReview",
            ["response"] = new JsonObject
            {
                ["uid"] = (string)review["request"]!["uid"]!,
                ["result"] = new JsonObject { ["status"] = "Failure", ["message"] = "no idea" },
            },
        });
        var (code, status) = await _server.SendAsync(HttpMethod.Get, Path("v2") + "/one");
        Assert.Equal(HttpStatusCode.InternalServerError, code);
        Assert.Equal("conversion webhook for a.example.com/v1, Kind=Hook failed: no idea", (string?)status["message"]);

        _webhooks.Review("/convert", review => Answer(review, value =>
        {
            var converted = Convert(value);
            converted["metadata"]!["name"] = "other";
            return converted;
        }));
        (_, status) = await _server.SendAsync(HttpMethod.Get, Path("v2") + "/one");
        Assert.Equal(
            "conversion webhook for a.example.com/v1, Kind=Hook returned invalid converted object at index 0: must have the same name: one != other",
            (string?)status["message"]);

        // It does not stand in the way of a deletion.
        Assert.Equal(HttpStatusCode.OK, (await _server.SendAsync(HttpMethod.Delete, Path("v1") + "/one")).Code);
    }

    [Theory]
    [InlineData("""{"strategy":"Webhook"}""", "spec.conversion.webhookClientConfig")]
    [InlineData("""{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"url":"http://example.com"}}}""", "spec.conversion.webhookClientConfig.url")]
    [InlineData("""{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v3"],"clientConfig":{"url":"https://example.com"}}}""", "spec.conversion.conversionReviewVersions")]
    [InlineData("""{"strategy":"None","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"url":"https://example.com"}}}""", "spec.conversion.webhookClientConfig")]
    public async Task BadConversion_IsInvalid(string conversion, string field)
    {
        var definition = JsonNode.Parse(Definition("v1"))!;
        definition["spec"]!["conversion"] = JsonNode.Parse(conversion);
        var (code, status) = await _server.SendAsync(HttpMethod.Post, Definitions, definition.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(field, (string?)status["details"]!["causes"]![0]!["field"]);
    }

    private static string Path(string version) => $"apis/a.example.com/{version}/namespaces/default/hooks";

    private static JsonNode Answer(JsonNode review, Func<JsonNode, JsonNode> convert)
    {
        var request = review["request"]!;
        return new JsonObject
        {
            ["apiVersion"] = (string)review["apiVersion"]!,
            ["kind"] = "ConversionReview",
            ["response"] = new JsonObject
            {
                ["uid"] = (string)request["uid"]!,
                ["result"] = new JsonObject { ["status"] = "Success" },
                ["convertedObjects"] = new JsonArray([.. request["objects"]!.AsArray().Select(value => convert(value!.DeepClone()))]),
            },
        };
    }

    private static JsonNode Convert(JsonNode value)
    {
        var spec = value["spec"]!;
        if ((string)value["apiVersion"]! == "a.example.com/v1")
        {
            var parts = ((string)spec["hostPort"]!).Split(':');
            value["apiVersion"] = "a.example.com/v2";
            value["spec"] = new JsonObject { ["host"] = parts[0], ["port"] = parts[1] };
        }
        else
        {
            value["apiVersion"] = "a.example.com/v1";
            value["spec"] = new JsonObject { ["hostPort"] = $"{spec["host"]}:{spec["port"]}" };
        }

        return value;
    }

    private string Definition(string storage) =>
        """
        {"metadata":{"name":"hooks.a.example.com"},
         "spec":{"group":"a.example.com","scope":"Namespaced","names":{"plural":"hooks","kind":"Hook"},
          "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1","v1beta1"],
            "clientConfig":{"caBundle":"CA_BUNDLE","service":{"namespace":"default","name":"webhooks","path":"/convert","port":PORT}}}},
          "versions":[
            {"name":"v1","served":true,"storage":STORES_V1,
             "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","required":["hostPort"],"properties":{"hostPort":{"type":"string"}}}}}}},
            {"name":"v2","served":true,"storage":STORES_V2,
             "additionalPrinterColumns":[{"name":"Host","type":"string","jsonPath":".spec.host"}],
             "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","required":["host","port"],
               "properties":{"host":{"type":"string"},"port":{"type":"string","pattern":"^[0-9]+$"}}}}}}}]}}
        """
        .Replace("CA_BUNDLE", _webhooks.CaBundle, StringComparison.Ordinal)
        .Replace("PORT", $"{_webhooks.Port}", StringComparison.Ordinal)
        .Replace("STORES_V1", storage == "v1" ? "true" : "false", StringComparison.Ordinal)
        .Replace("STORES_V2", storage == "v2" ? "true" : "false", StringComparison.Ordinal);

    private async Task DefineAsync(string storage)
    {
        await _server.CreateAsync(Definitions, Definition(storage));
        await UntilAsync(async () => (await _server.GetAsync(Definitions + "/hooks.a.example.com"))["status"]?["conditions"]?.AsArray()
            .Any(condition => (string?)condition!["type"] == "Established") == true);
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string body) => (await _server.SendAsync(method, path, body)).Body;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "It did not come about in thirty seconds.");
            await Task.Yield();
        }
    }
}
