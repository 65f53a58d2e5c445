using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Admission.Webhooks;

namespace KubeSharp.ApiServer.Tests.Admission.Policies;

/// <summary>Mutating policies as clients see them. Every test has a namespace of its own, and policies about what is in it.</summary>
public sealed class MutatingPolicyTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    private const string Group = "apis/admissionregistration.k8s.io/v1/";
    private const string Pod = """{"metadata":{"name":"probe"},"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"y"}]}}""";

    [Theory]
    [InlineData("labels", "Object{metadata: Object.metadata{labels: Object.metadata.labels{team: 'blue'}}}", "/metadata/labels", """{"team":"blue"}""")]
    [InlineData("map", "Object{metadata: Object.metadata{labels: {'a/b': object.metadata.name}}}", "/metadata/labels", """{"a/b":"probe"}""")]
    [InlineData("keyed", "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'b', image: 'z'}, Object.spec.containers{name: 'c', image: 'c'}]}}", "/spec/containers/1/image", "\"z\"")]
    [InlineData("added", "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'c', image: 'c'}]}}", "/spec/containers/2/imagePullPolicy", "\"Always\"")]
    [InlineData("optional", "Object{spec: Object.spec{?priorityClassName: optional.none(), ?hostname: optional.of('h')}}", "/spec/hostname", "\"h\"")]
    [InlineData("wide", "Object{spec: Object.spec{activeDeadlineSeconds: 60, hostNetwork: true}}", "/spec/activeDeadlineSeconds", "60")]
    public async Task ApplyConfigurationIsMerged(string name, string expression, string pointer, string expected)
    {
        await PolicyAsync(name, Apply(expression));
        var pod = await ChangedAsync(name, body => At(body, pointer)?.ToJsonString() == expected);
        Assert.Equal(expected, At(pod, pointer)!.ToJsonString());
    }

    [Theory]
    [InlineData("add", "[JSONPatch{op: 'add', path: '/spec/hostname', value: 'h'}]", "/spec/hostname", "\"h\"")]
    [InlineData("typed", "[JSONPatch{op: 'add', path: '/spec/tolerations', value: [Object.spec.tolerations{key: 'k', operator: 'Exists'}]}]", "/spec/tolerations/0/key", "\"k\"")]
    [InlineData("escaped", "[JSONPatch{op: 'add', path: '/metadata/labels', value: {'x': 'y'}}, JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'c'}]", "/metadata/labels", """{"a/b":"c","x":"y"}""")]
    [InlineData("copied", "[JSONPatch{op: 'copy', from: '/metadata/name', path: '/spec/hostname'}]", "/spec/hostname", "\"probe\"")]
    [InlineData("removed", "[JSONPatch{op: 'remove', path: '/spec/containers/1'}, JSONPatch{op: 'replace', path: '/spec/containers/0/name', value: 'only'}]", "/spec/containers/0/name", "\"only\"")]
    [InlineData("looped", "object.spec.containers.map(c, JSONPatch{op: 'add', path: '/spec/containers/' + string(object.spec.containers.indexOf(c)) + '/args', value: [c.name]})", "/spec/containers/1/args/0", "\"b\"")]
    public async Task JsonPatchIsApplied(string name, string expression, string pointer, string expected)
    {
        await PolicyAsync(name, Patch(expression));
        var pod = await ChangedAsync(name, body => At(body, pointer)?.ToJsonString() == expected);
        Assert.Equal(expected, At(pod, pointer)!.ToJsonString());
    }

    [Fact]
    public async Task TestThatFailsLeavesTheObject_AndLaterMutationsSeeEarlierOnes()
    {
        var spec = JsonNode.Parse(Patch("[JSONPatch{op: 'test', path: '/spec/hostname', value: 'x'}, JSONPatch{op: 'add', path: '/spec/subdomain', value: 'never'}]"))!.AsObject();
        spec["mutations"]!.AsArray().Add(JsonNode.Parse(Apply("Object{spec: Object.spec{hostname: 'first'}}"))!["mutations"]![0]!.DeepClone());
        spec["variables"] = JsonNode.Parse("""[{"name":"host","expression":"object.spec.?hostname.orValue('none')"}]""");
        spec["mutations"]!.AsArray().Add(JsonNode.Parse(Apply("Object{metadata: Object.metadata{labels: {'host': variables.host}}}"))!["mutations"]![0]!.DeepClone());
        await PolicyAsync("sequence", spec.ToJsonString());
        var pod = await ChangedAsync("sequence", body => body["spec"]?["hostname"] is not null);
        Assert.Equal("first", (string?)pod["metadata"]!["labels"]!["host"]);
        Assert.Null(pod["spec"]!["subdomain"]);
    }

    [Theory]
    [InlineData("unknown", "Object{spec: Object.spec{nothing: 1}}", "error applying patch: failed to convert patch object to typed object: .spec.nothing: field not declared in schema")]
    [InlineData("shape", "Object{spec: Object.specx{hostname: 'x'}}", "type mismatch: unexpected type name \"Object.specx\", expected \"Object.spec\", which matches field name path from root Object type")]
    [InlineData("atomic", "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'a', args: ['x']}]}}", "error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.containers[0].args")]
    [InlineData("failing", "Object{spec: Object.spec{hostname: object.spec.hostname}}", "expression 'Object{spec: Object.spec{hostname: object.spec.hostname}}' resulted in error: no such key: hostname")]
    public async Task FailuresRefuse_AndAreIgnoredIfThePolicySaysSo(string name, string expression, string message)
    {
        await PolicyAsync(name, Apply(expression));
        var (code, body, _) = await WebhookFixture.UntilAsync(() => CreateAsync(name), answer => answer.Code != 201);
        Assert.Equal((403, "Invalid"), (code, (string?)body["reason"]));
        Assert.Equal($"policy '{name}' with binding '{name}' denied request: {message}", (string?)body["message"]);
        Assert.Equal((string?)body["message"], (string?)body["details"]!["causes"]![0]!["message"]);
        await fixture.SendAsync(
            HttpMethod.Patch, Group + "mutatingadmissionpolicies/" + name, """{"spec":{"failurePolicy":"Ignore"}}""", "application/merge-patch+json");
        await WebhookFixture.UntilAsync(() => CreateAsync(name), answer => answer.Code == 201);
    }

    [Fact]
    public async Task PatchThatDoesNotApplyRefuses()
    {
        await PolicyAsync("misses", Patch("[JSONPatch{op: 'replace', path: '/spec/hostname', value: 'x'}]"));
        var (_, body, _) = await WebhookFixture.UntilAsync(() => CreateAsync("misses"), answer => answer.Code != 201);
        Assert.EndsWith(
            "denied request: JSON Patch: replace operation does not apply: doc is missing key: /spec/hostname: missing value", (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingParametersRefuse_AndFoundOnesAreSeen()
    {
        await SpaceAsync("given");
        await PolicyAsync(
            "given",
            """{"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{spec: Object.spec{hostname: params.data.host}}"}}]}""",
            """{"paramRef":{"name":"host","parameterNotFoundAction":"Deny"}}""",
            hasNamespace: true);
        var (code, body, _) = await WebhookFixture.UntilAsync(() => CreateAsync("given"), answer => answer.Code != 201);
        Assert.Equal(
            (403, "Forbidden", "policy 'given' with binding 'given' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction"),
            (code, (string?)body["reason"], (string?)body["message"]));
        await fixture.CreateAsync("api/v1/namespaces/given/configmaps", """{"metadata":{"name":"host"},"data":{"host":"found"}}""");
        Assert.Equal("found", (string?)(await ChangedAsync("given", answer => answer["spec"]?["hostname"] is not null))["spec"]!["hostname"]);
    }

    [Fact]
    public async Task ConditionsDecideWhichRequestsAreMeant()
    {
        var spec = JsonNode.Parse(Apply("Object{spec: Object.spec{hostname: 'meant'}}"))!;
        spec["matchConditions"] = JsonNode.Parse("""[{"name":"probes","expression":"object.metadata.name == 'probe'"}]""");
        await PolicyAsync("meant", spec.ToJsonString());
        await ChangedAsync("meant", body => body["spec"]?["hostname"] is not null);
        var (code, other, _) = await CreateAsync("meant", Pod.Replace("probe", "other", StringComparison.Ordinal));
        Assert.True(code == 201, other.ToJsonString());
        Assert.Null(other["spec"]!["hostname"]);
    }

    [Fact]
    public async Task PolicyThatWantsIt_SeesWhatALaterOneHasChanged()
    {
        var counts = Apply("Object{metadata: Object.metadata{labels: {'seen': object.spec.?hostname.orValue('nothing')}}}");
        await PolicyAsync("round", counts.Replace("Never", "IfNeeded", StringComparison.Ordinal));
        await PolicyAsync("round-late", Apply("Object{spec: Object.spec{hostname: 'late'}}"), label: "round", hasNamespace: true);
        await PolicyAsync("round-once", Apply("Object{metadata: Object.metadata{annotations: {'seen': object.metadata.labels.seen}}}"), label: "round", hasNamespace: true);
        var pod = await ChangedAsync("round", body => body["spec"]?["hostname"] is not null && body["metadata"]?["annotations"] is not null);
        Assert.Equal("late", (string?)pod["metadata"]!["labels"]!["seen"]);
        Assert.Equal("nothing", (string?)pod["metadata"]!["annotations"]!["seen"]);
    }

    [Theory]
    [InlineData("""{"mutations":[]}""", "spec.mutations", "Required value: mutations must contain at least one item")]
    [InlineData("""{"mutations":[{"patchType":"other"}]}""", "spec.mutations[0].patchType", "Unsupported value: \"other\": supported values: \"ApplyConfiguration\", \"JSONPatch\"")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch"}]}""", "spec.mutations[0].jsonPatch", "Required value: must be specified when patchType is JSONPatch")]
    [InlineData("""{"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"},"jsonPatch":{"expression":"[]"}}]}""", "spec.mutations[0].jsonPatch", "Invalid value: \"{jsonPatch}\": must not be specified when patchType is ApplyConfiguration")]
    [InlineData("""{"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"1 < 2"}}]}""", "spec.mutations[0].applyConfiguration.expression", "Invalid value: \"1 < 2\": must evaluate to Object but got bool")]
    [InlineData("""{"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object.spec{}"}}]}""", "spec.mutations[0].applyConfiguration.expression", "Invalid value: \"Object.spec{}\": must evaluate to Object but got Object.spec")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":"[]"}}]}""", "spec.mutations[0].jsonPatch.expression", "Invalid value: \"[]\": must evaluate to list(JSONPatch) but got list(dyn)")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":"[JSONPatch{op: 1, path: '/a'}]"}}]}""", "spec.mutations[0].jsonPatch.expression", "expected type of field 'op' is 'string' but provided type is 'int'")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":" "}}]}""", "spec.mutations[0].jsonPatch.expression", "Required value")]
    [InlineData("""{"reinvocationPolicy":"other","mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"}}]}""", "spec.reinvocationPolicy", "Unsupported value: \"other\": supported values: \"Never\", \"IfNeeded\"")]
    [InlineData("""{"failurePolicy":"other","mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"}}]}""", "spec.failurePolicy", "Unsupported value: \"other\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("""{"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{spec: params.x}"}}]}""", "spec.mutations[0].applyConfiguration.expression", "undeclared reference to 'params'")]
    public async Task WrongPoliciesAreRefused(string spec, string field, string message)
    {
        var (code, body, _) = await fixture.SendAsync(HttpMethod.Post, Group + "mutatingadmissionpolicies", Policy("wrong", "wrong", spec));
        Assert.Equal(422, code);
        var cause = body["details"]!["causes"]![0]!;
        Assert.Equal(field, (string?)cause["field"]);
        Assert.Contains(message, (string?)cause["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefaultsAreSet()
    {
        var created = await fixture.CreateAsync(
            Group + "mutatingadmissionpolicies?dryRun=All",
            """{"metadata":{"name":"plain"},"spec":{"matchConstraints":{"resourceRules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]},"reinvocationPolicy":"Never","mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"}}]}}""");
        Assert.Equal("Fail", (string?)created["spec"]!["failurePolicy"]);
        Assert.Equal(
            """{"namespaceSelector":{},"objectSelector":{},"resourceRules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"scope":"*"}],"matchPolicy":"Equivalent"}""",
            created["spec"]!["matchConstraints"]!.ToJsonString());
    }

    private static JsonNode? At(JsonNode body, string pointer)
    {
        var node = body;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            node = node switch
            {
                JsonArray items => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) is var index && index < items.Count ? items[index] : null,
                JsonObject fields => fields[part],
                _ => null,
            };
        }

        return node;
    }

    private static string Apply(string expression) => Mutations("ApplyConfiguration", "applyConfiguration", expression);

    private static string Patch(string expression) => Mutations("JSONPatch", "jsonPatch", expression);

    private static string Mutations(string type, string field, string expression) => new JsonObject
    {
        ["reinvocationPolicy"] = "Never",
        ["mutations"] = new JsonArray(new JsonObject { ["patchType"] = type, [field] = new JsonObject { ["expression"] = expression } }),
    }.ToJsonString();

    private static string Policy(string name, string label, string more)
    {
        var spec = JsonNode.Parse(more)!.AsObject();
        spec["reinvocationPolicy"] ??= "Never";
        spec["matchConstraints"] = JsonNode.Parse(
            $$$"""
            {"namespaceSelector":{"matchLabels":{"test":"{{{label}}}"}},
             "resourceRules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]}
            """);
        return $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{spec.ToJsonString()}}}}""";
    }

    /// <summary>A namespace in which pods can be created.</summary>
    private async Task SpaceAsync(string name)
    {
        await fixture.NamespaceAsync(name);
        await fixture.CreateAsync($"api/v1/namespaces/{name}/serviceaccounts", """{"metadata":{"name":"default"}}""");
    }

    private async Task PolicyAsync(string name, string spec, string binding = "{}", bool hasNamespace = false, string? label = null)
    {
        if (!hasNamespace)
        {
            await SpaceAsync(name);
        }

        await fixture.CreateAsync(Group + "mutatingadmissionpolicies", Policy(name, label ?? name, spec));
        var bound = JsonNode.Parse(binding)!.AsObject();
        bound["policyName"] = name;
        await fixture.CreateAsync(Group + "mutatingadmissionpolicybindings", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{bound.ToJsonString()}}}}""");
    }

    private Task<(int Code, JsonNode Body, string[] Warnings)> CreateAsync(string ns, string pod = Pod) =>
        fixture.SendAsync(HttpMethod.Post, $"api/v1/namespaces/{ns}/pods?dryRun=All", pod);

    /// <summary>The policy is in effect a moment after it has been created.</summary>
    private async Task<JsonNode> ChangedAsync(string ns, Func<JsonNode, bool> isChanged)
    {
        var (code, body, _) = await WebhookFixture.UntilAsync(() => CreateAsync(ns), answer => isChanged(answer.Body));
        Assert.Equal(201, code);
        return body;
    }
}
