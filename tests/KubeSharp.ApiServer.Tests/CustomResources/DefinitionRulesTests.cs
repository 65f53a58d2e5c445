using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.CustomResources;

/// <summary>What definitions have to say, and which of their parts may not be what they like.</summary>
public sealed class DefinitionRulesTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Approval = "KubernetesAPIApprovalPolicyConformant";

    [Theory]
    [InlineData("https://github.com/kubernetes/enhancements/pull/1", "True", "ApprovedAnnotation")]
    [InlineData("unapproved, experimental-only", "False", "UnapprovedAnnotation")]
    public async Task GroupOfTheCommunity_SaysWhereItWasApproved(string annotation, string status, string reason)
    {
        var definition = Definition($"{reason.ToLowerInvariant()}.k8s.io", annotation);
        await server.CreateAsync(Definitions, definition.ToJsonString());
        var condition = await ConditionAsync((string)definition["metadata"]!["name"]!, Approval);
        Assert.Equal((status, reason), ((string?)condition["status"], (string?)condition["reason"]));
    }

    [Theory]
    [InlineData(null, "FieldValueRequired")]
    [InlineData("somewhere", "FieldValueInvalid")]
    public async Task GroupOfTheCommunity_WithoutApproval_IsRefused(string? annotation, string type)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition("refused.kubernetes.io", annotation).ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        var cause = Assert.Single(status["details"]!["causes"]!.AsArray())!;
        Assert.Equal((type, "metadata.annotations[api-approved.kubernetes.io]"), ((string?)cause["reason"], (string?)cause["field"]));
    }

    [Fact]
    public async Task OtherGroups_HaveNoApproval()
    {
        await server.CreateAsync(Definitions, Definition("free.example.com", null).ToJsonString());
        await ConditionAsync("widgets.free.example.com", "Established");
        var definition = await server.GetAsync($"{Definitions}/widgets.free.example.com");
        Assert.DoesNotContain(Approval, definition["status"]!["conditions"]!.AsArray().Select(condition => (string)condition!["type"]!));
    }

    [Theory]
    [InlineData(""".spec.color""", null)]
    [InlineData("", "spec.versions[0].selectableFields[0].jsonPath: Required value")]
    [InlineData(".spec.none", "spec.versions[0].selectableFields[0].jsonPath: Invalid value: \".spec.none\": is an invalid path: does not refer to a valid field")]
    [InlineData(".spec", "spec.versions[0].selectableFields[0]: Invalid value: \".spec\": must point to a field of type string, boolean or integer")]
    public async Task SelectableFields_AreFieldsOfSimpleTypes(string path, string? error)
    {
        var definition = Definition("selectable.example.com", null);
        definition["spec"]!["versions"]![0]!["selectableFields"] = new JsonArray(new JsonObject { ["jsonPath"] = path });
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions + "?dryRun=All", definition.ToJsonString());
        if (error is null)
        {
            Assert.Equal(HttpStatusCode.Created, code);
        }
        else
        {
            Assert.Contains(error, (string?)status["message"]);
        }
    }

    [Fact]
    public async Task StorageVersion_StaysAmongTheStoredOnes()
    {
        await server.CreateAsync(Definitions, Definition("stored.example.com", null).ToJsonString());
        await ConditionAsync("widgets.stored.example.com", "Established");
        var (code, status) = await server.SendAsync(
            HttpMethod.Patch, $"{Definitions}/widgets.stored.example.com/status", """{"status":{"storedVersions":["v0"]}}""", "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains("status.storedVersions: Invalid value: [\"v0\"]: must have the storage version v1", (string?)status["message"]);
        Assert.Contains("status.storedVersions[0]: Invalid value: \"v0\": must appear in spec.versions", (string?)status["message"]);
    }

    [Theory]
    [InlineData("small", "2147483648", "int32")]
    [InlineData("real", "1e39", "float")]
    public async Task NumbersThatTheirFormatHasNoRoomFor_AreRefused(string field, string number, string format)
    {
        var group = $"{field}.example.com";
        await server.CreateAsync(Definitions, Definition(group, null).ToJsonString());
        await ConditionAsync("widgets." + group, "Established");
        var (code, status) = await server.SendAsync(
            HttpMethod.Post,
            $"apis/{group}/v1/widgets",
            $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"{{{field}}}":{{{number}}} } }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains($"spec.{field} in body must be of type {format}", (string?)status["message"]);
    }

    private static JsonNode Definition(string group, string? approval)
    {
        var definition = JsonNode.Parse(
            $$$"""
            {"metadata":{"name":"widgets.{{{group}}}"},
             "spec":{"group":"{{{group}}}","scope":"Cluster","names":{"plural":"widgets","kind":"Widget"},
                     "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{
                       "spec":{"type":"object","properties":{
                         "color":{"type":"string"},"small":{"type":"integer","format":"int32"},"real":{"type":"number","format":"float"} } } } } } }] } }
            """)!;
        if (approval is not null)
        {
            definition["metadata"]!["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = approval };
        }

        return definition;
    }

    /// <summary>Waits for the condition by a watch.</summary>
    private async Task<JsonNode> ConditionAsync(string name, string type)
    {
        using var watch = await server.Http.GetStreamAsync($"{Definitions}?watch=true&fieldSelector=metadata.name={name}", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(watch);
        while (true)
        {
            var line = JsonNode.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            if (line["object"]!["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type) is { } found)
            {
                return found;
            }
        }
    }
}
