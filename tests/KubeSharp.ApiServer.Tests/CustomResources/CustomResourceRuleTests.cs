using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.CustomResources;

/// <summary>x-kubernetes-validations, as clients see them.</summary>
public sealed class CustomResourceRuleTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private const string Schema = """
        {"type":"object",
         "x-kubernetes-validations":[
           {"rule":"self.metadata.name.startsWith('a')","message":"names start with a"},
           {"rule":"has(self.spec)"}],
         "properties":{
           "spec":{"type":"object",
             "x-kubernetes-validations":[
               {"rule":"self.minReplicas <= self.maxReplicas","messageExpression":"'%d is above %d'.format([self.minReplicas, self.maxReplicas])"},
               {"rule":"!has(self.secret) || self.secret != 'x'","message":"no x","reason":"FieldValueForbidden","fieldPath":".secret"},
               {"rule":"!has(self.port) || self.port != 1","message":"port taken","reason":"FieldValueDuplicate"},
               {"rule":"!has(self.port) || int(self.port) < 100"}],
             "properties":{
               "minReplicas":{"type":"integer","default":1},
               "maxReplicas":{"type":"integer","default":5},
               "secret":{"type":"string","maxLength":10},
               "port":{"x-kubernetes-int-or-string":true},
               "fixed":{"type":"string","maxLength":10,"x-kubernetes-validations":[{"rule":"self == oldSelf","message":"fixed is fixed"}]},
               "grows":{"type":"integer","x-kubernetes-validations":[
                 {"rule":"!oldSelf.hasValue() || self >= oldSelf.value()","message":"grows may not shrink","optionalOldSelf":true}]},
               "a-b":{"type":"string","maxLength":10,"x-kubernetes-validations":[{"rule":"self != 'bad'"}]},
               "when":{"type":"string","format":"date-time","x-kubernetes-validations":[{"rule":"self > timestamp('2000-01-01T00:00:00Z')"}]},
               "names":{"type":"array","maxItems":10,"items":{"type":"string","maxLength":10,"x-kubernetes-validations":[{"rule":"self.size() > 1"}]}},
               "parts":{"type":"array","maxItems":10,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
                 "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":10},
                   "value":{"type":"integer","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"value is fixed"}]}}}},
               "labels":{"type":"object","maxProperties":10,"additionalProperties":{"type":"string","maxLength":10,
                 "x-kubernetes-validations":[{"rule":"self != 'bad'"}]}}
             }}}}
        """;

    [Theory]
    [InlineData("{}", null, null)]
    [InlineData("""{"minReplicas":7}""", "spec", "Invalid value: \"object\": 7 is above 5")]
    [InlineData("""{"secret":"x"}""", "spec.secret", "Forbidden: no x")]
    [InlineData("""{"port":1}""", "spec", "Duplicate value: \"object\"")]
    [InlineData("""{"port":"200"}""", "spec", "Invalid value: \"object\": failed rule: !has(self.port) || int(self.port) < 100")]
    [InlineData("""{"port":"x"}""", "spec", "Invalid value: \"object\": type conversion error from 'string' to 'int' evaluating rule: !has(self.port) || int(self.port) < 100")]
    [InlineData("""{"a-b":"bad"}""", "spec.a-b", "Invalid value: \"string\": failed rule: self != 'bad'")]
    [InlineData("""{"when":"1999-01-01T00:00:00Z"}""", "spec.when", "Invalid value: \"string\": failed rule: self > timestamp('2000-01-01T00:00:00Z')")]
    [InlineData("""{"names":["ab","c"]}""", "spec.names[1]", "Invalid value: \"string\": failed rule: self.size() > 1")]
    [InlineData("""{"labels":{"k":"bad"}}""", "spec.labels[k]", "Invalid value: \"string\": failed rule: self != 'bad'")]
    public async Task BrokenRule_IsACauseWithItsPath(string spec, string? field, string? message)
    {
        await DefineAsync("rules", Schema);
        var (code, status) = await server.SendAsync(HttpMethod.Post, Path("rules"), Widget("rules", "a" + Guid.NewGuid().ToString("n"), spec));
        Expect(code, status, field, message, HttpStatusCode.Created);
    }

    [Fact]
    public async Task RulesAtTheRootSeeTheName()
    {
        await DefineAsync("root", Schema);
        var (code, status) = await server.SendAsync(HttpMethod.Post, Path("root"), Widget("root", "b", "{}"));
        Expect(code, status, "<nil>", "Invalid value: \"object\": names start with a", HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"fixed":"a"}""", """{"fixed":"b"}""", "spec.fixed", "Invalid value: \"string\": fixed is fixed")]
    [InlineData("""{"fixed":"a"}""", """{"fixed":"a","minReplicas":2}""", null, null)]
    [InlineData("{}", """{"fixed":"b"}""", null, null)]
    [InlineData("""{"grows":2}""", """{"grows":1}""", "spec.grows", "Invalid value: \"integer\": grows may not shrink")]
    [InlineData("""{"grows":2}""", """{"grows":3}""", null, null)]
    [InlineData("""{"parts":[{"name":"a","value":1},{"name":"b","value":2}]}""", """{"parts":[{"name":"b","value":3},{"name":"a","value":1}]}""", "spec.parts[0].value", "Invalid value: \"integer\": value is fixed")]
    [InlineData("""{"parts":[{"name":"a","value":1}]}""", """{"parts":[{"name":"b","value":3},{"name":"a","value":1}]}""", null, null)]
    public async Task TransitionRules_CompareWithTheValueBefore(string before, string after, string? field, string? message)
    {
        await DefineAsync("transitions", Schema);
        var name = "a" + Guid.NewGuid().ToString("n");
        await server.CreateAsync(Path("transitions"), Widget("transitions", name, before));
        var value = await server.GetAsync($"{Path("transitions")}/{name}");
        value["spec"] = JsonNode.Parse(after);
        var (code, status) = await server.SendAsync(HttpMethod.Put, $"{Path("transitions")}/{name}", value.ToJsonString());
        Expect(code, status, field, message, HttpStatusCode.OK);
    }

    [Fact]
    public async Task RuleThatBecameStricter_OnlyWarnsOfWhatIsUnchanged()
    {
        const string Loose = """{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}}}""";
        await DefineAsync("ratchet", Loose);
        await server.CreateAsync(Path("ratchet"), Widget("ratchet", "a", """{"a":1}"""));
        var definition = await server.GetAsync($"{Definitions}/widgets.ratchet.cel.example.com");
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["a"] =
            JsonNode.Parse("""{"type":"integer","x-kubernetes-validations":[{"rule":"self > 5"}]}""");
        var (code, status) = await server.SendAsync(HttpMethod.Put, $"{Definitions}/widgets.ratchet.cel.example.com", definition.ToJsonString());
        Assert.True(code == HttpStatusCode.OK, status.ToJsonString());
        await UntilAsync(async () => (await server.SendAsync(HttpMethod.Post, Path("ratchet") + "?dryRun=All", Widget("ratchet", "b", """{"a":1}"""))).Code == HttpStatusCode.UnprocessableEntity);
        (code, status) = await server.SendAsync(HttpMethod.Put, Path("ratchet") + "/a", Widget("ratchet", "a", """{"a":1,"b":2}""", await VersionAsync("ratchet", "a")));
        Assert.True(code == HttpStatusCode.OK, status.ToJsonString());
        (code, status) = await server.SendAsync(HttpMethod.Put, Path("ratchet") + "/a", Widget("ratchet", "a", """{"a":2,"b":2}""", await VersionAsync("ratchet", "a")));
        Expect(code, status, "spec.a", "Invalid value: \"integer\": failed rule: self > 5", HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"rule":"self.x > 1"}""", "rule", "compilation failed: ERROR: <input>:1:5: undefined field 'x'\n | self.x > 1\n | ....^")]
    [InlineData("""{"rule":"self.a"}""", "rule", "cel expression must evaluate to a bool")]
    [InlineData("""{"rule":""}""", "rule", "Required value: rule is not specified")]
    [InlineData("""{"rule":"self.a > 1","message":" "}""", "message", "message must be non-empty if specified")]
    [InlineData("""{"rule":"self.a > 1 &&\nself.a > 2"}""", "message", "message must be specified if rule contains line breaks")]
    [InlineData("""{"rule":"self.a > 1","messageExpression":"self.a"}""", "messageExpression", "messageExpression must evaluate to a string")]
    [InlineData("""{"rule":"self.a > 1","messageExpression":"self.b"}""", "messageExpression", "messageExpression compilation failed: ERROR: <input>:1:5: undefined field 'b'")]
    [InlineData("""{"rule":"self.a > 1","reason":"Bad"}""", "reason", "Unsupported value: \"Bad\"")]
    [InlineData("""{"rule":"self.a > 1","fieldPath":".b"}""", "fieldPath", "fieldPath must be a valid path: does not refer to a valid field")]
    [InlineData("""{"rule":"self.a > 1","fieldPath":"a"}""", "fieldPath", "fieldPath must be a valid path: expected [ or . but got: a")]
    [InlineData("""{"rule":"self.a > 1","optionalOldSelf":true}""", "optionalOldSelf", "may not be set if oldSelf is not used in rule")]
    [InlineData("""{"rule":"self.list.all(x, self.list.all(y, x == y))"}""", "rule", "estimated rule cost exceeds budget by factor of more than 100x")]
    public async Task RuleThatIsWrong_IsRefusedWithTheDefinition(string rule, string field, string message)
    {
        var schema = "{\"type\":\"object\",\"properties\":{\"spec\":{\"type\":\"object\",\"x-kubernetes-validations\":[" + rule + "],"
            + "\"properties\":{\"a\":{\"type\":\"integer\"},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}}}";
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition("wrong", schema));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        var cause = status["details"]!["causes"]![0]!;
        Assert.Equal("spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]." + field, (string?)cause["field"]);
        Assert.Contains(message, (string?)cause["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CostsOfAllRulesTogetherAreBounded()
    {
        const string Rule = """{"rule":"self.all(x, x.contains('abc'))"}""";
        const string List = "{\"type\":\"array\",\"maxItems\":4000,\"items\":{\"type\":\"string\",\"maxLength\":5000},\"x-kubernetes-validations\":[" + Rule + "]}";
        var properties = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"p{i}\":{List}"));
        var schema = "{\"type\":\"object\",\"properties\":{" + properties + "}}";
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition("expensive", schema));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        var causes = status["details"]!["causes"]!.AsArray();
        Assert.Equal(5, causes.Count);
        Assert.Contains("contributed to estimated rule & messageExpression cost total", (string?)causes[0]!["message"], StringComparison.Ordinal);
        Assert.StartsWith(
            "Forbidden: x-kubernetes-validations estimated rule & messageExpression cost total for entire OpenAPIv3 schema exceeds budget by factor of 1.6x",
            (string?)causes[4]!["message"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldSelfNeedsAValueThatCanBeFoundAgain()
    {
        const string Schema = """
            {"type":"object","properties":{"list":{"type":"array","maxItems":5,"items":{"type":"integer","x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}}}
            """;
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition("lost", Schema));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains(
            "oldSelf cannot be used on the uncorrelatable portion of the schema within spec.validation.openAPIV3Schema.properties[list]",
            (string?)status["message"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulesWaitForAValidObject()
    {
        await DefineAsync("blocked", Schema);
        var (code, status) = await server.SendAsync(HttpMethod.Post, Path("blocked"), Widget("blocked", "a", """{"minReplicas":"x"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains("some validation rules were not checked because the object was invalid", (string?)status["message"], StringComparison.Ordinal);
    }

    private static void Expect(HttpStatusCode code, JsonNode status, string? field, string? message, HttpStatusCode success)
    {
        if (field is null)
        {
            Assert.True(code == success, status.ToJsonString());
            return;
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        var cause = Assert.Single(status["details"]!["causes"]!.AsArray())!;
        Assert.Equal((field, message), ((string?)cause["field"], (string?)cause["message"]));
    }

    private static string Path(string group) => $"apis/{group}.cel.example.com/v1/namespaces/default/widgets";

    private static string Widget(string group, string name, string spec, string version = "") =>
        $$$"""
        {"apiVersion":"{{{group}}}.cel.example.com/v1","kind":"Widget","metadata":{"name":"{{{name}}}","resourceVersion":"{{{version}}}"},"spec":{{{spec}}}}
        """;

    private static string Definition(string group, string schema) =>
        $$$"""
        {"metadata":{"name":"widgets.{{{group}}}.cel.example.com"},
         "spec":{"group":"{{{group}}}.cel.example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{{{schema}}}}}]}}
        """;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "It did not come about in thirty seconds.");
            await Task.Yield();
        }
    }

    private async Task<string> VersionAsync(string group, string name) =>
        (string)(await server.GetAsync($"{Path(group)}/{name}"))["metadata"]!["resourceVersion"]!;

    private async Task DefineAsync(string group, string schema)
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, Definitions, Definition(group, schema));
        Assert.True(code is HttpStatusCode.Created or HttpStatusCode.Conflict, status.ToJsonString());
        await UntilAsync(async () => (await server.GetAsync($"{Definitions}/widgets.{group}.cel.example.com"))["status"]?["conditions"]?.AsArray()
            .Any(condition => (string?)condition!["type"] == "Established") == true);
    }
}
