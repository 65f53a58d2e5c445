using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Admission.Webhooks;

namespace KubeSharp.ApiServer.Tests.Admission.Policies;

/// <summary>Policies as clients see them. Every test has a namespace of its own, and a policy about its config maps.</summary>
public sealed class ValidatingPolicyTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    private const string Group = "apis/admissionregistration.k8s.io/v1/";

    [Theory]
    [InlineData("message", """{"validations":[{"expression":"object.metadata.name != 'probe'","message":"not this name"}]}""", 422, "Invalid", "not this name")]
    [InlineData("plain", """{"validations":[{"expression":"object.metadata.name != 'probe'"}]}""", 422, "Invalid", "failed expression: object.metadata.name != 'probe'")]
    [InlineData("said", """{"validations":[{"expression":"object.metadata.name != 'probe'","messageExpression":"'no ' + object.metadata.name","reason":"Forbidden"}]}""", 403, "Forbidden", "no probe")]
    [InlineData("vars", """{"variables":[{"name":"n","expression":"object.metadata.name"},{"name":"size","expression":"variables.n.size()"}],"validations":[{"expression":"variables.size > 10","messageExpression":"'%s has %d'.format([variables.n, string(variables.size)])"},{"expression":"variables.size > 10","message":"short"}]}""", 422, "Invalid", "failed expression: variables.size > 10")]
    [InlineData("user", """{"validations":[{"expression":"request.userInfo.username != 'admin' || request.operation != 'CREATE'","message":"you"}]}""", 422, "Invalid", "you")]
    [InlineData("space", """{"validations":[{"expression":"namespaceObject.metadata.labels['test'] != 'space'","message":"here"}]}""", 422, "Invalid", "here")]
    [InlineData("auth", """{"validations":[{"expression":"!authorizer.group('').resource('pods').namespace('x').check('get').allowed() || !authorizer.requestResource.check('create').allowed()","message":"may"}]}""", 422, "Invalid", "may")]
    [InlineData("error", """{"validations":[{"expression":"object.data.x == 'y'"}]}""", 422, "Invalid", "expression 'object.data.x == 'y'' resulted in error: no such key: data")]
    [InlineData("old", """{"validations":[{"expression":"oldObject != null","message":"new"}]}""", 422, "Invalid", "new")]
    public async Task ViolationIsRefused(string name, string spec, int code, string reason, string message)
    {
        await PolicyAsync(name, spec);
        var (actual, body) = await RefusalAsync(name);
        Assert.Equal((code, reason), (actual, (string?)body["reason"]));
        var text = $"ValidatingAdmissionPolicy '{name}' with binding '{name}' denied request: {message}";
        Assert.Equal($"configmaps \"probe\" is forbidden: {text}", (string?)body["message"]);
        Assert.Equal(text, (string?)body["details"]!["causes"]![0]!["message"]);
    }

    [Fact]
    public async Task ConditionsDecideWhichRequestsAreMeant()
    {
        await PolicyAsync(
            "conditions",
            """{"matchConditions":[{"name":"probes","expression":"object.metadata.name.startsWith('probe')"}],"validations":[{"expression":"false","message":"no"}]}""");
        await RefusalAsync("conditions");
        var (code, body, _) = await CreateAsync("conditions", "other");
        Assert.True(code == 201, body.ToJsonString());
    }

    [Fact]
    public async Task FailuresAreIgnored_IfThePolicySaysSo()
    {
        await PolicyAsync("ignored", """{"failurePolicy":"Ignore","validations":[{"expression":"object.data.x == 'y'"},{"expression":"object.metadata.name != 'probe'"}]}""");
        var (_, body) = await RefusalAsync("ignored");
        Assert.EndsWith("failed expression: object.metadata.name != 'probe'", (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WarningsGoWithTheAnswer()
    {
        await PolicyAsync("warned", """{"validations":[{"expression":"false","message":"mind"}]}""", """{"validationActions":["Warn","Audit"]}""");
        var (_, _, warnings) = await WebhookFixture.UntilAsync(() => CreateAsync("warned", "probe"), answer => answer.Warnings.Length > 0);
        Assert.Equal("""299 - "Validation failed for ValidatingAdmissionPolicy 'warned' with binding 'warned': mind" """.TrimEnd(), warnings[0]);
    }

    [Fact]
    public async Task ParametersComeFromTheBinding()
    {
        await fixture.NamespaceAsync("params");
        await fixture.CreateAsync("api/v1/namespaces/params/configmaps", """{"metadata":{"name":"limits"},"data":{"most":"3"}}""");
        await PolicyAsync(
            "params",
            """{"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"validations":[{"expression":"object.metadata.name.size() <= int(params.data.most)","messageExpression":"'at most ' + params.data.most"}]}""",
            """{"paramRef":{"name":"limits","namespace":"params","parameterNotFoundAction":"Deny"}}""",
            hasNamespace: true);
        var (_, body) = await RefusalAsync("params");
        Assert.EndsWith("denied request: at most 3", (string?)body["message"], StringComparison.Ordinal);
        Assert.Equal(201, (await CreateAsync("params", "abc")).Code);
    }

    [Fact]
    public async Task MissingParametersRefuse()
    {
        await PolicyAsync(
            "missing",
            """{"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"validations":[{"expression":"true"}]}""",
            """{"paramRef":{"name":"none","namespace":"default","parameterNotFoundAction":"Deny"}}""");
        var (_, body) = await RefusalAsync("missing");
        Assert.EndsWith("failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction", (string?)body["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"validations":[{"expression":"object.x +"}]}""", "spec.validations[0].expression", "compilation failed: ERROR: <input>:1:11: Syntax error")]
    [InlineData("""{"validations":[{"expression":"'a'"}]}""", "spec.validations[0].expression", "must evaluate to bool")]
    [InlineData("""{"validations":[{"expression":"params.x"}]}""", "spec.validations[0].expression", "undeclared reference to 'params'")]
    [InlineData("""{"validations":[{"expression":"request.nothing == 1"}]}""", "spec.validations[0].expression", "undefined field 'nothing'")]
    [InlineData("""{"validations":[{"expression":"true","messageExpression":"1"}]}""", "spec.validations[0].messageExpression", "must evaluate to string")]
    [InlineData("""{"validations":[{"expression":"true"}],"variables":[{"name":"a","expression":"variables.b"},{"name":"b","expression":"1"}]}""", "spec.variables[0].expression", "undefined field 'b'")]
    [InlineData("""{"validations":[{"expression":"true"}],"matchConditions":[{"name":"a","expression":"1"}]}""", "spec.matchConditions[0].expression", "must evaluate to bool")]
    [InlineData("""{"validations":[{"expression":"object.x"}]}""", "spec.validations[0].expression", "must evaluate to bool but got dyn")]
    [InlineData("""{"validations":[{"expression":"namespaceObject.metadata.label == {}"}]}""", "spec.validations[0].expression", "undefined field 'label'")]
    [InlineData("""{"auditAnnotations":[{"key":"a","valueExpression":"1"}]}""", "spec.auditAnnotations[0].valueExpression", "must evaluate to one of [string null_type]")]
    [InlineData("""{"auditAnnotations":[{"key":"a","valueExpression":"'x'"},{"key":"a","valueExpression":"'x'"}]}""", "spec.auditAnnotations[1].key", "Duplicate value: \"a\"")]
    [InlineData("""{"auditAnnotations":[{"key":"a/b","valueExpression":"'x'"}]}""", "spec.auditAnnotations[0].key", "Invalid value: \"wrong/a/b\"")]
    [InlineData("""{"validations":[]}""", "spec.validations", "validations or auditAnnotations must be non-empty")]
    public async Task WrongPoliciesAreRefused(string spec, string field, string message)
    {
        var (code, body, _) = await fixture.SendAsync(HttpMethod.Post, Group + "validatingadmissionpolicies", Policy("wrong", spec));
        Assert.Equal(422, code);
        var cause = body["details"]!["causes"]![0]!;
        Assert.Equal(field, (string?)cause["field"]);
        Assert.Contains(message, (string?)cause["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebhooksHaveConditionsToo()
    {
        await fixture.NamespaceAsync("hooked");
        fixture.Webhooks.Respond("/hooked", """{"allowed":false,"status":{"message":"no"}}""");
        await fixture.ConfigureAsync("validating", "hooked", """{"matchConditions":[{"name":"probes","expression":"object.metadata.name == 'probe' && request.resource.resource == 'configmaps'"}]}""");
        await RefusalAsync("hooked");
        Assert.Equal(201, (await CreateAsync("hooked", "other")).Code);
    }

    private static string Policy(string name, string more)
    {
        var spec = JsonNode.Parse(more)!.AsObject();
        spec["matchConstraints"] = JsonNode.Parse(
            $$$"""
            {"namespaceSelector":{"matchLabels":{"test":"{{{name}}}"}},
             "resourceRules":[{"operations":["CREATE","UPDATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}]}
            """);
        return $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{spec.ToJsonString()}}}}""";
    }

    private async Task PolicyAsync(string name, string spec, string binding = "{}", bool hasNamespace = false)
    {
        if (!hasNamespace)
        {
            await fixture.NamespaceAsync(name);
        }

        await fixture.CreateAsync(Group + "validatingadmissionpolicies", Policy(name, spec));
        var bound = JsonNode.Parse(binding)!.AsObject();
        bound["policyName"] = name;
        bound["validationActions"] ??= JsonNode.Parse("""["Deny"]""");
        await fixture.CreateAsync(Group + "validatingadmissionpolicybindings", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{bound.ToJsonString()}}}}""");
    }

    private Task<(int Code, JsonNode Body, string[] Warnings)> CreateAsync(string ns, string name) => fixture.SendAsync(
        HttpMethod.Post, $"api/v1/namespaces/{ns}/configmaps?dryRun=All", $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    /// <summary>The policy is in effect a moment after it has been created.</summary>
    private async Task<(int Code, JsonNode Body)> RefusalAsync(string ns)
    {
        var (code, body, _) = await WebhookFixture.UntilAsync(() => CreateAsync(ns, "probe"), answer => answer.Code != 201);
        return (code, body);
    }
}
