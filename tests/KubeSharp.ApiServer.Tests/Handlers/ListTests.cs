using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers;

public sealed class ListTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Secrets = "api/v1/namespaces/default/secrets";

    [Fact]
    public async Task Pages_AreOfOneState_AndCountTheRest()
    {
        for (var i = 0; i < 5; i++)
        {
            await server.CreateAsync("api/v1/namespaces/default/serviceaccounts", $$$"""{"metadata":{"name":"page{{{i}}}"}}""");
        }

        const string path = "api/v1/namespaces/default/serviceaccounts?limit=2";
        var first = await server.GetAsync(path);
        Assert.Equal(2, first["items"]!.AsArray().Count);
        Assert.Equal(3, (int?)first["metadata"]!["remainingItemCount"]);
        var token = (string)first["metadata"]!["continue"]!;

        await server.CreateAsync("api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"page99"}}""");
        var second = await server.GetAsync($"{path}&continue={Uri.EscapeDataString(token)}");
        Assert.Equal(["page2", "page3"], second["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]));
        Assert.Equal((string?)first["metadata"]!["resourceVersion"], (string?)second["metadata"]!["resourceVersion"]);
        var third = await server.GetAsync($"{path}&continue={Uri.EscapeDataString((string)second["metadata"]!["continue"]!)}");
        Assert.Equal(["page4"], third["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]));
        Assert.Null(third["metadata"]!["continue"]);
    }

    [Fact]
    public async Task Selectors_Select()
    {
        await server.CreateAsync(Secrets, """{"metadata":{"name":"sel1","labels":{"app":"x","tier":"a"}}}""");
        await server.CreateAsync(Secrets, """{"metadata":{"name":"sel2","labels":{"app":"x","tier":"b"}}}""");
        Assert.Equal(["sel2"], await NamesAsync("labelSelector=app%3Dx%2Ctier%20in%20(b,c)"));
        Assert.Equal(["sel1"], await NamesAsync("fieldSelector=metadata.name%3Dsel1"));
        Assert.Equal(["sel1"], await NamesAsync("labelSelector=app%3Dx&fieldSelector=metadata.name!%3Dsel2"));
    }

    [Fact]
    public async Task UnknownField_IsBadRequest()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, "api/v1/namespaces/default/configmaps?fieldSelector=data.x%3D1");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal(
            "\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", (string?)status["message"]);
    }

    [Fact]
    public async Task MatchWithoutRevision_IsInvalid()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, Secrets + "?resourceVersionMatch=Exact");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal("resourceVersionMatch", (string?)status["details"]!["causes"]![0]!["field"]);
    }

    [Fact]
    public async Task ListOfMoreThanIsKeptEncoded_IsTheSame()
    {
        const string path = "api/v1/namespaces/default/configmaps";
        var text = new string('x', 900_000);
        for (var i = 0; i < 8; i++)
        {
            await server.CreateAsync(path, $$$"""{"metadata":{"name":"large{{{i}}}"},"data":{"text":"{{{text}}}"}}""");
        }

        var list = await server.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "application/vnd.kubernetes.protobuf");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var decoded = ProtobufCodec.Decode<ConfigMapList>(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(list["items"]!.AsArray().Count, decoded.Items.Count);
        for (var i = 0; i < 8; i++)
        {
            var single = (await server.GetAsync($"{path}/large{i}")).AsObject();
            single.Remove("kind");
            single.Remove("apiVersion");
            Assert.True(JsonNode.DeepEquals(single, list["items"]!.AsArray().Single(item => (string?)item!["metadata"]!["name"] == $"large{i}")));
            Assert.Equal((string?)single["metadata"]!["resourceVersion"], decoded.Items.Single(item => item.Metadata.Name == $"large{i}").Metadata.ResourceVersion);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiIuLi9wb2RzIn0")]
    public async Task BadContinue_IsBadRequest(string token)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, Secrets + "?limit=1&continue=" + token);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.StartsWith("continue key is not valid", (string?)status["message"]);
    }

    [Fact]
    public async Task Table_HasColumnsAndRows()
    {
        await server.CreateAsync("api/v1/namespaces/default/limitranges", """{"metadata":{"name":"row"},"spec":{"limits":[{"type":"Pod"}]}}""");
        var table = await server.GetAsync("api/v1/namespaces/default/limitranges", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal("Name", (string?)table["columnDefinitions"]![0]!["name"]);
        Assert.Equal("row", (string?)table["rows"]![0]!["cells"]![0]);
        Assert.Equal("PartialObjectMetadata", (string?)table["rows"]![0]!["object"]!["kind"]);
    }

    [Fact]
    public async Task Metadata_ListHasNothingElse()
    {
        await server.CreateAsync(Secrets, """{"metadata":{"name":"meta"},"stringData":{"a":"b"}}""");
        var list = await server.GetAsync(
            Secrets + "?fieldSelector=metadata.name%3Dmeta", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
        Assert.Equal("PartialObjectMetadataList", (string?)list["kind"]);
        Assert.Null(list["items"]![0]!["data"]);
        Assert.Equal("meta", (string?)list["items"]![0]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task Items_HaveNoKindOfTheirOwn()
    {
        var list = await server.GetAsync("api/v1/namespaces");
        Assert.Equal("NamespaceList", (string?)list["kind"]);
        Assert.Null(list["items"]![0]!["kind"]);
    }

    private async Task<IEnumerable<string?>> NamesAsync(string query)
    {
        var list = await server.GetAsync($"{Secrets}?{query}");
        return list["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]);
    }
}
