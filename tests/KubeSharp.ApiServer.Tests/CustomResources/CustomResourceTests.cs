using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.CustomResources;

/// <summary>Definitions and their objects, over HTTP.</summary>
public sealed class CustomResourceTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private const string Schema =
        """
        {"type":"object","properties":{
          "spec":{"type":"object","required":["size"],"properties":{
            "size":{"type":"string","enum":["small","large"]},
            "replicas":{"type":"integer","default":1,"minimum":0,"maximum":10},
            "port":{"x-kubernetes-int-or-string":true},
            "note":{"type":"string","nullable":true},
            "items":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["id"],
                     "items":{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"value":{"type":"integer"}}}},
            "any":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}},
          "status":{"type":"object","properties":{"replicas":{"type":"integer"},"phase":{"type":"string"}}}}}
        """;

    [Fact]
    public async Task Definition_IsEstablished_AndShownInDiscoveryAndOpenApi()
    {
        await DefineAsync("discovered");
        var definition = await server.GetAsync($"{Definitions}/widgets.discovered.example.com");
        Assert.Equal(["NamesAccepted", "Established"], definition["status"]!["conditions"]!.AsArray().Select(condition => (string)condition!["type"]!));
        Assert.Equal("v1", (string?)definition["status"]!["storedVersions"]![0]);

        var resources = await server.GetAsync("apis/discovered.example.com/v1");
        Assert.Equal(["widgets", "widgets/scale", "widgets/status"], resources["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        var group = await server.GetAsync("apis/discovered.example.com");
        Assert.Equal("v1", (string?)group["preferredVersion"]!["version"]);
        var schema = await server.GetAsync("openapi/v3/apis/discovered.example.com/v1");
        Assert.NotNull(schema["components"]!["schemas"]!["com.example.discovered.v1.Widget"]!["properties"]!["spec"]);
        var patch = schema["paths"]!["/apis/discovered.example.com/v1/namespaces/{namespace}/widgets/{name}"]!["patch"]!;
        Assert.Equal(
            ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"],
            patch["requestBody"]!["content"]!.AsObject().Select(content => content.Key));
    }

    [Fact]
    public async Task WrongKind_IsRefused()
    {
        await DefineAsync("kinds");
        var (code, status) = await server.SendAsync(
            HttpMethod.Post, Path("kinds"), """{"apiVersion":"kinds.example.com/v1","kind":"Gadget","metadata":{"name":"a"}}""");
        Assert.Equal(422, (int)code);
        Assert.Equal("Gadget.kinds.example.com \"a\" is invalid: kind: Invalid value: \"Gadget\": must be Widget", (string?)status["message"]);
        (code, status) = await server.SendAsync(HttpMethod.Post, Path("kinds"), """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}""");
        Assert.Equal(400, (int)code);
        Assert.Equal("the API version in the data (v1) does not match the expected API version (kinds.example.com/v1)", (string?)status["message"]);
    }

    [Fact]
    public async Task Object_IsPrunedAndDefaulted()
    {
        await DefineAsync("pruned");
        var created = await server.CreateAsync(
            Path("pruned"),
            """{"apiVersion":"pruned.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"size":"small","unknown":1,"any":{"kept":{"x":1}},"note":null},"status":{"phase":"x"}}""");
        Assert.Equal("""{"any":{"kept":{"x":1}},"note":null,"replicas":1,"size":"small"}""", created["spec"]!.ToJsonString());
        Assert.Null(created["status"]);
        Assert.Equal(1, (int?)created["metadata"]!["generation"]);

        var (code, status) = await server.SendAsync(
            HttpMethod.Post,
            Path("pruned") + "?fieldValidation=Strict",
            """{"apiVersion":"pruned.example.com/v1","kind":"Widget","metadata":{"name":"b"},"spec":{"size":"small","unknown":1}}""");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.EndsWith("strict decoding error: unknown field \"spec.unknown\"", (string?)status["message"]);
    }

    [Theory]
    [InlineData("""{"size":"huge"}""", "FieldValueNotSupported spec.size")]
    [InlineData("""{}""", "FieldValueRequired spec.size")]
    [InlineData("""{"size":null}""", "FieldValueRequired spec.size")]
    [InlineData("""{"size":"small","replicas":11}""", "FieldValueInvalid spec.replicas")]
    [InlineData("""{"size":"small","replicas":1.5}""", "FieldValueTypeInvalid spec.replicas")]
    [InlineData("""{"size":"small","port":true}""", "FieldValueTypeInvalid spec.port")]
    [InlineData("""{"size":"small","items":[{"id":"a"},{"id":"a"}]}""", "FieldValueDuplicate spec.items[1]")]
    [InlineData("""{"size":"small","items":[{"value":1}]}""", "FieldValueRequired spec.items[0].id")]
    public async Task BadObject_IsInvalid(string spec, string cause)
    {
        await DefineAsync("checked");
        var (code, status) = await server.SendAsync(
            HttpMethod.Post, Path("checked"), $$$"""{"apiVersion":"checked.example.com/v1","kind":"Widget","metadata":{"name":"bad"},"spec":{{{spec}}}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(cause, status["details"]!["causes"]!.AsArray().Select(found => $"{found!["reason"]} {found["field"]}").Single());
    }

    [Fact]
    public async Task StatusAndScale_AreSubresources()
    {
        await DefineAsync("scaled");
        await server.CreateAsync(Path("scaled"), Widget("scaled", "a"));
        var (_, updated) = await server.SendAsync(
            HttpMethod.Patch, Path("scaled") + "/a/status", """{"spec":{"size":"large"},"status":{"replicas":2}}""", "application/merge-patch+json");
        Assert.Equal("small", (string?)updated["spec"]!["size"]);
        Assert.Equal(2, (int?)updated["status"]!["replicas"]);
        Assert.Equal(1, (int?)updated["metadata"]!["generation"]);

        await server.SendAsync(HttpMethod.Patch, Path("scaled") + "/a/scale", """{"spec":{"replicas":4}}""", "application/merge-patch+json");
        var scale = await server.GetAsync(Path("scaled") + "/a/scale");
        Assert.Equal((4, 2), ((int)scale["spec"]!["replicas"]!, (int)scale["status"]!["replicas"]!));
        Assert.Equal(4, (int?)(await server.GetAsync(Path("scaled") + "/a"))["spec"]!["replicas"]);
    }

    [Fact]
    public async Task Apply_MergesListsByTheSchemasKeys()
    {
        await DefineAsync("applied");
        await ApplyAsync("one", """[{"id":"x","value":1}]""", "small");
        var merged = await ApplyAsync("two", """[{"id":"y"}]""");
        Assert.Equal(["x", "y"], merged["spec"]!["items"]!.AsArray().Select(item => (string)item!["id"]!));

        async Task<JsonNode> ApplyAsync(string manager, string items, string? size = null)
        {
            var spec = new JsonObject { ["items"] = JsonNode.Parse(items) };
            if (size is not null)
            {
                spec["size"] = size;
            }

            var (_, value) = await server.SendAsync(
                HttpMethod.Patch,
                $"{Path("applied")}/a?fieldManager={manager}",
                $$$"""{"apiVersion":"applied.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{{{spec.ToJsonString()}}}}""",
                "application/apply-patch+yaml");
            return value;
        }
    }

    [Fact]
    public async Task StrategicMergePatch_IsUnsupported_AndProtobufIsNotSpoken()
    {
        await DefineAsync("json");
        await server.CreateAsync(Path("json"), Widget("json", "a"));
        var (code, _) = await server.SendAsync(HttpMethod.Patch, Path("json") + "/a", "{}", "application/strategic-merge-patch+json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, code);
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("json") + "/a");
        request.Headers.Add("Accept", "application/vnd.kubernetes.protobuf");
        using var refused = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
        Assert.Equal("a", (string?)(await server.GetAsync(Path("json") + "/a", "application/vnd.kubernetes.protobuf,application/json"))["metadata"]!["name"]);
    }

    [Fact]
    public async Task PrinterColumns_AreShown()
    {
        await DefineAsync("printed");
        await server.CreateAsync(Path("printed"), Widget("printed", "a"));
        var table = await server.GetAsync(Path("printed"), "application/json;as=Table;g=meta.k8s.io;v=v1");
        Assert.Equal(["Name", "Size", "Ready"], table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        Assert.Equal("""["a","small",null]""", table["rows"]![0]!["cells"]!.ToJsonString());
    }

    [Fact]
    public async Task DeletedDefinition_TakesItsObjectsAlong()
    {
        await DefineAsync("deleted");
        await server.CreateAsync(Path("deleted"), Widget("deleted", "a"));
        await server.SendAsync(HttpMethod.Delete, Definitions + "/widgets.deleted.example.com");
        await UntilAsync(async () => (await server.Http.GetAsync(Definitions + "/widgets.deleted.example.com", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.NotFound);
        await UntilAsync(async () => (await server.Http.GetAsync(Path("deleted"), TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.NotFound);
        await DefineAsync("deleted");
        Assert.Empty((await server.GetAsync(Path("deleted")))["items"]!.AsArray());
    }

    [Fact]
    public async Task ChangedDefinition_KeepsTheObjects_AndServesTheNewVersion()
    {
        await DefineAsync("changed");
        await server.CreateAsync(Path("changed"), Widget("changed", "a"));
        var definition = await server.GetAsync(Definitions + "/widgets.changed.example.com");
        var second = definition["spec"]!["versions"]![0]!.DeepClone();
        second["name"] = "v2";
        second["storage"] = false;
        definition["spec"]!["versions"]!.AsArray().Add(second);
        var (code, status) = await server.SendAsync(HttpMethod.Put, Definitions + "/widgets.changed.example.com", definition.ToJsonString());
        Assert.True(code == HttpStatusCode.OK, status.ToJsonString());
        var newer = Path("changed").Replace("/v1/", "/v2/", StringComparison.Ordinal) + "/a";
        await UntilAsync(async () =>
        {
            Assert.Single((await server.GetAsync(Path("changed")))["items"]!.AsArray());
            return (await server.Http.GetAsync(newer, TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK;
        });
        var value = await server.GetAsync(newer);
        Assert.Equal(("changed.example.com/v2", "small"), ((string)value["apiVersion"]!, (string)value["spec"]!["size"]!));
    }

    [Theory]
    [InlineData("spec.validation.openAPIV3Schema.properties[spec].type", """{"type":"object","properties":{"spec":{}}}""")]
    [InlineData("spec.validation.openAPIV3Schema.type", """{}""")]
    [InlineData("spec.validation.openAPIV3Schema.properties[spec].items", """{"type":"object","properties":{"spec":{"type":"array"}}}""")]
    [InlineData("spec.validation.openAPIV3Schema.properties[spec].default", """{"type":"object","properties":{"spec":{"type":"integer","default":"x"}}}""")]
    public async Task SchemaThatIsNotStructural_IsInvalid(string field, string schema)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition("broken", schema));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(field, (string?)status["details"]!["causes"]![0]!["field"]);
    }

    [Fact]
    public async Task GroupVersion_HasAnApiService_AsLongAsItIsServed()
    {
        const string service = "apis/apiregistration.k8s.io/v1/apiservices/v1.served.example.com";
        await DefineAsync("served");
        await UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, service)).Code == HttpStatusCode.OK);
        var made = await server.GetAsync(service);
        Assert.Equal("true", (string?)made["metadata"]!["labels"]!["kube-aggregator.kubernetes.io/automanaged"]);
        Assert.Equal((1000, 100), ((int)made["spec"]!["groupPriorityMinimum"]!, (int)made["spec"]!["versionPriority"]!));
        var uid = (string?)made["metadata"]!["uid"];
        await server.SendAsync(HttpMethod.Delete, service);
        await UntilAsync(async () => (string?)(await server.SendAsync(HttpMethod.Get, service)).Body["metadata"]!["uid"] is { } next && next != uid);
        await server.SendAsync(HttpMethod.Delete, Definitions + "/widgets.served.example.com");
        await UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, service)).Code == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task NamesOfAnotherDefinition_AreTaken_UntilThatGoes()
    {
        const string other = Definitions + "/gadgets.names.example.com";
        await DefineAsync("names");
        var definition = Definition("names", Schema).Replace("widgets", "gadgets", StringComparison.Ordinal);
        var (code, created) = await server.SendAsync(HttpMethod.Post, Definitions, definition);
        Assert.True(code == HttpStatusCode.Created, created.ToJsonString());
        await UntilAsync(async () => Condition(await server.GetAsync(other), "NamesAccepted") is not null);
        var refused = await server.GetAsync(other);
        Assert.Equal(("False", "ListKindConflict"), ((string?)Condition(refused, "NamesAccepted")!["status"], (string?)Condition(refused, "NamesAccepted")!["reason"]));
        Assert.Equal("NotAccepted", (string?)Condition(refused, "Established")!["reason"]);
        Assert.Equal("gadgets", (string?)refused["status"]!["acceptedNames"]!["plural"]);
        await server.SendAsync(HttpMethod.Delete, Definitions + "/widgets.names.example.com");
        await UntilAsync(async () => (string?)Condition(await server.GetAsync(other), "Established")?["status"] == "True");

        static JsonNode? Condition(JsonNode value, string type) =>
            value["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);
    }

    private static string Path(string group) => $"apis/{group}.example.com/v1/namespaces/default/widgets";

    private static string Widget(string group, string name) =>
        $$$"""{"apiVersion":"{{{group}}}.example.com/v1","kind":"Widget","metadata":{"name":"{{{name}}}"},"spec":{"size":"small"}}""";

    private static string Definition(string group, string schema) =>
        $$$"""
        {"metadata":{"name":"widgets.{{{group}}}.example.com"},
         "spec":{"group":"{{{group}}}.example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},
          "versions":[{"name":"v1","served":true,"storage":true,
            "subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas"}},
            "additionalPrinterColumns":[{"name":"Size","type":"string","jsonPath":".spec.size"},
              {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"}],
            "schema":{"openAPIV3Schema":{{{schema}}}}}]}}
        """;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(10), "It did not come about in ten seconds.");
            await Task.Yield();
        }
    }

    /// <summary>Every test has a group of its own.</summary>
    private async Task DefineAsync(string group)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition(group, Schema));
        Assert.True(code is HttpStatusCode.Created or HttpStatusCode.Conflict, status.ToJsonString());
        await UntilAsync(async () => (await server.GetAsync($"{Definitions}/widgets.{group}.example.com"))["status"]?["conditions"]?.AsArray()
            .Any(condition => (string?)condition!["type"] == "Established") == true);
    }
}
