using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers;

public sealed class ObjectTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Create_FillsSystemFields_AndGetReturnsTheSame()
    {
        var created = await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"made"},"data":{"a":"1"}}""");
        Assert.Equal("ConfigMap", (string?)created["kind"]);
        Assert.Equal("v1", (string?)created["apiVersion"]);
        Assert.Equal("default", (string?)created["metadata"]!["namespace"]);
        Assert.NotEmpty((string)created["metadata"]!["uid"]!);
        Assert.NotEmpty((string)created["metadata"]!["resourceVersion"]!);
        Assert.NotEmpty((string)created["metadata"]!["creationTimestamp"]!);

        var read = await server.GetAsync(ConfigMaps + "/made");
        Assert.True(JsonNode.DeepEquals(created, read), read.ToJsonString());
    }

    [Fact]
    public async Task Create_Twice_IsAlreadyExists()
    {
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"twice"}}""");
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"twice"}}""");
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Equal("AlreadyExists", (string?)status["reason"]);
        Assert.Equal("configmaps \"twice\" already exists", (string?)status["message"]);
        Assert.Equal("configmaps", (string?)status["details"]!["kind"]);
    }

    [Fact]
    public async Task Create_WithGenerateName_AppendsFiveCharacters()
    {
        var created = await server.CreateAsync(ConfigMaps, """{"metadata":{"generateName":"gen-"}}""");
        Assert.Matches("^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string)created["metadata"]!["name"]!);
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        var created = await server.CreateAsync(ConfigMaps + "?dryRun=All", """{"metadata":{"name":"dry"}}""");
        Assert.Equal("dry", (string?)created["metadata"]!["name"]);
        var (code, _) = await server.SendAsync(HttpMethod.Get, ConfigMaps + "/dry");
        Assert.Equal(HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task Create_FromYaml_AndAnswerInYaml()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps)
        {
            Content = new StringContent("metadata:\n  name: yaml\ndata:\n  a: \"1\"\n"),
        };
        request.Content.Headers.ContentType = new("application/yaml");
        request.Headers.Add("Accept", "application/yaml");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.StartsWith("kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: yaml\n", text);
        Assert.EndsWith("data:\n  a: \"1\"\n", text);
    }

    [Fact]
    public async Task Update_WithOldRevision_IsConflict()
    {
        var first = await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"race"},"data":{"a":"1"}}""");
        var next = first.DeepClone();
        next["data"]!["a"] = "2";
        var (code, updated) = await server.SendAsync(HttpMethod.Put, ConfigMaps + "/race", next.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.NotEqual((string?)first["metadata"]!["resourceVersion"], (string?)updated["metadata"]!["resourceVersion"]);

        next["data"]!["a"] = "3";
        (code, var status) = await server.SendAsync(HttpMethod.Put, ConfigMaps + "/race", next.ToJsonString());
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"race\": the object has been modified; please apply your changes to the latest version and try again",
            (string?)status["message"]);
    }

    [Fact]
    public async Task Update_ThatChangesNothing_KeepsTheRevision()
    {
        var first = await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"same"},"data":{"a":"1"}}""");
        var (_, updated) = await server.SendAsync(HttpMethod.Put, ConfigMaps + "/same", first.ToJsonString());
        Assert.Equal((string?)first["metadata"]!["resourceVersion"], (string?)updated["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task Update_WithAnotherName_IsBadRequest()
    {
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"named"}}""");
        var (code, status) = await server.SendAsync(HttpMethod.Put, ConfigMaps + "/named", """{"metadata":{"name":"other"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal("the name of the object (other) does not match the name on the URL (named)", (string?)status["message"]);
    }

    [Theory]
    [InlineData("application/merge-patch+json", """{"data":{"a":null,"b":"2"}}""")]
    [InlineData("application/strategic-merge-patch+json", """{"data":{"a":null,"b":"2"}}""")]
    [InlineData("application/json-patch+json", """[{"op":"remove","path":"/data/a"},{"op":"add","path":"/data/b","value":"2"}]""")]
    public async Task Patch_EditsTheObject(string contentType, string patch)
    {
        var name = "patched" + patch.Length + contentType.Length;
        await server.CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"a":"1"}}""");
        var (code, patched) = await server.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/{name}", patch, contentType);
        Assert.True(code == HttpStatusCode.OK, patched.ToJsonString());
        Assert.Equal("""{"b":"2"}""", patched["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Delete_AnswersWithStatus_AndTheObjectIsGone()
    {
        var created = await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"gone"}}""");
        var (code, status) = await server.SendAsync(HttpMethod.Delete, ConfigMaps + "/gone");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal("Success", (string?)status["status"]);
        Assert.Equal((string?)created["metadata"]!["uid"], (string?)status["details"]!["uid"]);
        (code, status) = await server.SendAsync(HttpMethod.Get, ConfigMaps + "/gone");
        Assert.Equal(HttpStatusCode.NotFound, code);
        Assert.Equal("configmaps \"gone\" not found", (string?)status["message"]);
    }

    [Fact]
    public async Task Delete_WithFinalizer_MarksFirst_AndEndsWithTheFinalizer()
    {
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""");
        var (_, marked) = await server.SendAsync(HttpMethod.Delete, ConfigMaps + "/held");
        Assert.Equal("ConfigMap", (string?)marked["kind"]);
        Assert.NotNull(marked["metadata"]!["deletionTimestamp"]);
        var (code, _) = await server.SendAsync(
            HttpMethod.Patch, ConfigMaps + "/held", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.OK, code);
        (code, _) = await server.SendAsync(HttpMethod.Get, ConfigMaps + "/held");
        Assert.Equal(HttpStatusCode.NotFound, code);
    }

    [Theory]
    [InlineData("Orphan", "orphan")]
    [InlineData("Foreground", "foregroundDeletion")]
    public async Task Delete_WithPropagation_SetsTheFinalizer(string policy, string finalizer)
    {
        var name = "propagate-" + policy.ToLowerInvariant();
        await server.CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        var (_, marked) = await server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/{name}", $$"""{"propagationPolicy":"{{policy}}"}""");
        Assert.Equal(finalizer, (string?)marked["metadata"]!["finalizers"]![0]);
    }

    [Fact]
    public async Task Delete_WithOtherUid_IsConflict()
    {
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"uid"}}""");
        var (code, status) = await server.SendAsync(HttpMethod.Delete, ConfigMaps + "/uid", """{"preconditions":{"uid":"x"}}""");
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Contains("the UID in the precondition (x) does not match the UID in record", (string?)status["message"]);
    }

    [Fact]
    public async Task DeleteCollection_DeletesWhatTheSelectorSelects()
    {
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"sweep1","labels":{"sweep":"yes"}}}""");
        await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"sweep2","labels":{"sweep":"no"}}}""");
        var (code, list) = await server.SendAsync(HttpMethod.Delete, ConfigMaps + "?labelSelector=sweep%3Dyes");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Single(list["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Get, ConfigMaps + "/sweep1")).Code);
        await server.GetAsync(ConfigMaps + "/sweep2");
    }

    [Fact]
    public async Task Namespace_TerminatesUntilItIsFinalized()
    {
        await server.CreateAsync("api/v1/namespaces", """{"metadata":{"name":"ending"}}""");
        var (_, terminating) = await server.SendAsync(HttpMethod.Delete, "api/v1/namespaces/ending");
        Assert.Equal("Terminating", (string?)terminating["status"]!["phase"]);
        terminating["spec"]!["finalizers"] = new JsonArray();
        var (code, answer) = await server.SendAsync(HttpMethod.Put, "api/v1/namespaces/ending/finalize", terminating.ToJsonString());
        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        (code, _) = await server.SendAsync(HttpMethod.Get, "api/v1/namespaces/ending");
        Assert.Equal(HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task Protobuf_GoesInAndComesOut()
    {
        var map = new Api.Core.V1.ConfigMap { Metadata = new Api.Meta.V1.ObjectMeta { Name = "proto" }, Data = default(Api.ApiMap<string>).Set("a", "b") };
        using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps) { Content = new ByteArrayContent(Api.ProtobufCodec.Encode(map)) };
        request.Content.Headers.ContentType = new("application/vnd.kubernetes.protobuf");
        request.Headers.Add("Accept", "application/vnd.kubernetes.protobuf");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var created = Api.ProtobufCodec.Decode<Api.Core.V1.ConfigMap>(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("b", created.Data.GetValueOrDefault("a"));
        Assert.NotEmpty(created.Metadata.ResourceVersion);

        using var list = new HttpRequestMessage(HttpMethod.Get, ConfigMaps + "?fieldSelector=metadata.name%3Dproto");
        list.Headers.Add("Accept", "application/vnd.kubernetes.protobuf");
        using var listed = await server.Http.SendAsync(list, TestContext.Current.CancellationToken);
        var items = Api.ProtobufCodec.Decode<Api.Core.V1.ConfigMapList>(await listed.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(created, Assert.Single(items.Items));
        Assert.NotEmpty(items.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Metrics_HaveACountForEachResource()
    {
        await server.CreateAsync("api/v1/namespaces/default/podtemplates", """{"metadata":{"name":"counted"},"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}""");
        var text = await server.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        Assert.Contains("apiserver_storage_objects{resource=\"podtemplates\"} ", text);
    }
}
