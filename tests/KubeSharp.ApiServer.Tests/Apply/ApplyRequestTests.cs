using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Apply;

/// <summary>Sequences of applies and other writes, with the ownership that upstream records for them.</summary>
public sealed class ApplyRequestTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Apply = "application/apply-patch+yaml";
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private const string Deployments = "apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task ConfigurationWithAFieldThatIsNotDeclared_IsRefused()
    {
        var (code, status) = await ApplyAsync($"{Deployments}/odd?fieldManager=m", Deployment("odd", """{"foo":1}""", "default"));
        Assert.Equal(500, code);
        Assert.Equal("failed to create typed patch object (default/odd; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema", (string?)status["message"]);
    }

    [Fact]
    public async Task ItemTwiceInAList_IsRefused()
    {
        var (code, status) = await ApplyAsync(
            "api/v1/namespaces/default/pods/twice?fieldManager=m",
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"twice"},"spec":{"containers":[{"name":"a","image":"x"},{"name":"a","image":"y"}]}}""");
        Assert.Equal(500, code);
        Assert.EndsWith(".spec.containers: duplicate entries for key [name=\"a\"]", (string?)status["message"]);
    }

    [Fact]
    public async Task ContainerThatItsManagerDrops_GoesAsAWhole()
    {
        await ApplyAsync($"{Deployments}/side?fieldManager=main", Deployment("side", "{}"));
        await ApplyAsync(
            $"{Deployments}/side?fieldManager=side",
            """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"side"},"spec":{"template":{"spec":{"containers":[{"name":"s","image":"x","ports":[{"containerPort":80}]}]}}}}""");
        var (code, both) = await ApplyAsync($"{Deployments}/side?fieldManager=main", Deployment("side", "{}"));
        Assert.Equal(200, code);
        Assert.Equal(2, both["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Count);
        var (_, left) = await ApplyAsync($"{Deployments}/side?fieldManager=side", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"side"}}""");
        Assert.Equal("c", (string?)Assert.Single(left["spec"]!["template"]!["spec"]!["containers"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task KubectlTakesOverWhatItsClientSideApplyWrote()
    {
        var applied = Deployment("csa", """{"replicas":1}""");
        var created = JsonNode.Parse(applied)!;
        created["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = applied };
        await server.CreateAsync(Deployments + "?fieldManager=kubectl-client-side-apply", created.ToJsonString());

        var (refused, _) = await ApplyAsync($"{Deployments}/csa?fieldManager=other", Deployment("csa", """{"replicas":4}"""));
        Assert.Equal(409, refused);
        var (code, value) = await ApplyAsync($"{Deployments}/csa?fieldManager=kubectl", Deployment("csa", """{"replicas":4}"""));
        Assert.Equal(200, code);
        Assert.Equal(4, (int?)value["spec"]!["replicas"]);
        Assert.Contains("\"replicas\":4", (string?)value["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public async Task EmptyListOfManagers_MakesEverybodyForget(string managers)
    {
        var name = "reset-" + managers.Length;
        await server.CreateAsync(ConfigMaps + "?fieldManager=k", $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"a":"1"}}""");
        var (_, reset) = await server.SendAsync(
            HttpMethod.Patch, $"{ConfigMaps}/{name}", $$$"""{"metadata":{"managedFields":{{{managers}}}}}""", "application/merge-patch+json");
        Assert.Null(reset["metadata"]!["managedFields"]);
        var (_, later) = await server.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/{name}", """{"data":{"b":"2"}}""", "application/merge-patch+json");
        Assert.Null(later["metadata"]!["managedFields"]);
    }

    [Fact]
    public async Task AnnotationWrittenThroughStatus_HasAnOwner()
    {
        await server.CreateAsync(Deployments, Deployment("annotated", "{}"));
        var (_, value) = await server.SendAsync(
            HttpMethod.Patch,
            $"{Deployments}/annotated/status?fieldManager=ctl",
            """{"metadata":{"annotations":{"x":"y"}},"status":{"replicas":1}}""",
            "application/merge-patch+json");
        var entry = value["metadata"]!["managedFields"]!.AsArray().Single(candidate => (string?)candidate!["manager"] == "ctl")!;
        Assert.Equal("status", (string?)entry["subresource"]);
        Assert.NotNull(entry["fieldsV1"]!["f:metadata"]!["f:annotations"]!["f:x"]);
    }

    [Fact]
    public async Task ReplicasAppliedThroughScale_HaveAnOwnerOfTheirOwn()
    {
        await ApplyAsync($"{Deployments}/scaled?fieldManager=main", Deployment("scaled", """{"replicas":1}"""));
        const string Scale = """{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"scaled"},"spec":{"replicas":3}}""";
        var (refused, status) = await ApplyAsync($"{Deployments}/scaled/scale?fieldManager=scaler", Scale);
        Assert.Equal(409, refused);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"main\": .spec.replicas", (string?)status["message"]);

        var (code, scale) = await ApplyAsync($"{Deployments}/scaled/scale?fieldManager=scaler&force=true", Scale);
        Assert.Equal((200, "Scale", 3), (code, (string?)scale["kind"], (int?)scale["spec"]!["replicas"]));
        var value = await server.GetAsync($"{Deployments}/scaled");
        var entry = value["metadata"]!["managedFields"]!.AsArray().Single(candidate => (string?)candidate!["manager"] == "scaler")!;
        Assert.Equal(("Apply", "scale"), ((string?)entry["operation"], (string?)entry["subresource"]));
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", entry["fieldsV1"]!.ToJsonString());

        var (missing, _) = await ApplyAsync($"{Deployments}/nobody/scale?fieldManager=scaler", Scale.Replace("scaled", "nobody", StringComparison.Ordinal));
        Assert.Equal(404, missing);
    }

    [Fact]
    public async Task FieldsOfOtherVersions_AreOwnedInThose()
    {
        const string V1 = "apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
        const string V2 = "apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
        await server.CreateAsync(
            V1 + "?fieldManager=one",
            """{"metadata":{"name":"h"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"maxReplicas":3,"targetCPUUtilizationPercentage":50}}""");
        var (code, value) = await ApplyAsync(
            V2 + "/h?fieldManager=two",
            """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},
             "spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}]}}
            """);
        Assert.Equal(409, code);
        Assert.Contains(".spec.targetCPUUtilizationPercentage", (string?)value["message"]);

        (_, value) = await server.SendAsync(
            HttpMethod.Patch,
            V2 + "/h?fieldManager=two",
            """{"spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}]}}""",
            "application/merge-patch+json");
        var one = value["metadata"]!["managedFields"]!.AsArray().Single(candidate => (string?)candidate!["manager"] == "one")!;
        Assert.Equal("autoscaling/v1", (string?)one["apiVersion"]);
        Assert.Null(one["fieldsV1"]!["f:spec"]!["f:targetCPUUtilizationPercentage"]);
        Assert.NotNull(one["fieldsV1"]!["f:spec"]!["f:maxReplicas"]);
    }

    private static string Deployment(string name, string spec, string ns = "")
    {
        var fields = JsonNode.Parse(spec)!.AsObject();
        fields["selector"] = JsonNode.Parse("""{"matchLabels":{"a":"b"}}""");
        fields["template"] = JsonNode.Parse("""{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        var metadata = new JsonObject { ["name"] = name };
        if (ns.Length > 0)
        {
            metadata["namespace"] = ns;
        }

        return new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["metadata"] = metadata, ["spec"] = fields }.ToJsonString();
    }

    private async Task<(int Code, JsonNode Body)> ApplyAsync(string path, string configuration)
    {
        var (code, body) = await server.SendAsync(HttpMethod.Patch, path, configuration, Apply);
        return ((int)code, body);
    }
}
