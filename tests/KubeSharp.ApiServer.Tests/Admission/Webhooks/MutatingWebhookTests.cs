namespace KubeSharp.ApiServer.Tests.Admission.Webhooks;

public sealed class MutatingWebhookTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    [Fact]
    public async Task Patch_ChangesTheObject_AndTheNextWebhookSeesIt()
    {
        await fixture.NamespaceAsync("chain");
        fixture.Webhooks.Patch("/chain-1", """[{"op":"add","path":"/data","value":{"first":"yes"}}]""");
        fixture.Webhooks.Patch("/chain-2", """[{"op":"test","path":"/data/first","value":"yes"},{"op":"add","path":"/data/second","value":"yes"}]""");
        await ConfigureAsync("chain", "chain-2");
        await ConfigureAsync("chain", "chain-1");
        var created = await DryRunUntilAsync("chain", body => body["data"]?["second"] is not null);
        Assert.Equal("""{"first":"yes","second":"yes"}""", created["data"]!.ToJsonString());
        var stored = await fixture.CreateAsync(Path("chain"), """{"metadata":{"name":"a"}}""");
        Assert.Equal("""{"first":"yes","second":"yes"}""", stored["data"]!.ToJsonString());
    }

    [Fact]
    public async Task WebhookThatWantsIt_IsAskedAgain_AfterAnotherHasChangedTheObject()
    {
        await fixture.NamespaceAsync("again");
        fixture.Webhooks.Respond("/again-1", """{"allowed":true}""");
        fixture.Webhooks.Patch("/again-2", """[{"op":"add","path":"/data","value":{"late":"yes"}}]""");
        await ConfigureAsync("again", "again-1", "IfNeeded");
        await ConfigureAsync("again", "again-2");
        await DryRunUntilAsync("again", body => body["data"]?["late"] is not null);
        var before = (fixture.Webhooks.Asked("/again-1").Count, fixture.Webhooks.Asked("/again-2").Count);
        await fixture.CreateAsync(Path("again"), """{"metadata":{"name":"b"}}""");
        var first = fixture.Webhooks.Asked("/again-1").Skip(before.Item1).ToList();
        Assert.Equal(2, first.Count);
        Assert.Null(first[0]["request"]!["object"]!["data"]);
        Assert.Equal("yes", (string?)first[1]["request"]!["object"]!["data"]!["late"]);
        Assert.Single(fixture.Webhooks.Asked("/again-2").Skip(before.Item2));
    }

    [Fact]
    public async Task PatchOfADeletion_IsAnError()
    {
        await fixture.NamespaceAsync("deleting");
        await fixture.CreateAsync(Path("deleting"), """{"metadata":{"name":"a"}}""");
        fixture.Webhooks.Patch("/deleting", """[{"op":"add","path":"/data","value":{}}]""");
        await fixture.ConfigureAsync("mutating", "deleting");
        await DryRunUntilAsync("deleting", _ => fixture.Webhooks.Asked("/deleting").Count > 0);
        var (code, body, _) = await fixture.SendAsync(HttpMethod.Delete, Path("deleting") + "/a");
        Assert.Equal(500, code);
        Assert.Equal(
            "Internal error occurred: admission webhook \"deleting.example.com\" attempted to modify the object, which is not supported for this operation",
            (string?)body["message"]);
    }

    [Fact]
    public async Task BadPatches_AreErrors()
    {
        await fixture.NamespaceAsync("bad");
        fixture.Webhooks.Respond("/bad", """{"allowed":true,"patch":"W10="}""");
        await fixture.ConfigureAsync("mutating", "bad");
        var (_, body, _) = await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(HttpMethod.Post, Path("bad") + "?dryRun=All", """{"metadata":{"name":"probe"}}"""), result => result.Code != 201);
        Assert.Equal(
            "Internal error occurred: failed calling webhook \"bad.example.com\": received invalid webhook response: "
            + "webhook returned response.patch but not response.patchType",
            (string?)body["message"]);
        fixture.Webhooks.Patch("/bad", """[{"op":"remove","path":"/nothing"}]""");
        var (code, _, _) = await fixture.SendAsync(HttpMethod.Post, Path("bad"), """{"metadata":{"name":"a"}}""");
        Assert.Equal(500, code);
    }

    [Fact]
    public async Task EquivalentVersion_IsShownAsTheRuleHasIt_AndThePatchIsConvertedBack()
    {
        await fixture.NamespaceAsync("versions");
        fixture.Webhooks.Patch("/versions", """[{"op":"replace","path":"/spec/targetCPUUtilizationPercentage","value":55}]""");
        await fixture.ConfigureAsync(
            "mutating",
            "versions",
            """{"rules":[{"operations":["CREATE"],"apiGroups":["autoscaling"],"apiVersions":["v1"],"resources":["horizontalpodautoscalers"]}]}""");
        const string scaler =
            """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"a"},
             "spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"web","apiVersion":"apps/v1"},
              "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]}}
            """;
        var (_, body, _) = await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(HttpMethod.Post, "apis/autoscaling/v2/namespaces/versions/horizontalpodautoscalers?dryRun=All", scaler),
            _ => fixture.Webhooks.Asked("/versions").Count > 0);
        Assert.Equal(55, (int?)body["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"]);
        var request = fixture.Webhooks.Asked("/versions")[0]["request"]!;
        Assert.Equal(("v1", "v2"), ((string?)request["kind"]!["version"], (string?)request["requestKind"]!["version"]));
        Assert.Equal("autoscaling/v1", (string?)request["object"]!["apiVersion"]);
        Assert.Equal(80, (int?)request["object"]!["spec"]!["targetCPUUtilizationPercentage"]);
    }

    [Fact]
    public async Task Scale_IsShownAsScale_AndCanBeChanged()
    {
        await fixture.NamespaceAsync("scales");
        await fixture.CreateAsync(
            "apis/apps/v1/namespaces/scales/deployments",
            """
            {"metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        fixture.Webhooks.Patch("/scales", """[{"op":"replace","path":"/spec/replicas","value":7}]""");
        await fixture.ConfigureAsync(
            "mutating",
            "scales",
            """{"rules":[{"operations":["UPDATE"],"apiGroups":["apps"],"apiVersions":["v1"],"resources":["deployments/scale"]}]}""");
        var (_, body, _) = await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(
                HttpMethod.Patch, "apis/apps/v1/namespaces/scales/deployments/web/scale", """{"spec":{"replicas":3}}""", "application/merge-patch+json"),
            result => (int?)result.Body["spec"]?["replicas"] != 3);
        Assert.Equal(7, (int?)body["spec"]!["replicas"]);
        var request = fixture.Webhooks.Asked("/scales")[0]["request"]!;
        Assert.Equal("""{"group":"autoscaling","version":"v1","kind":"Scale"}""", request["kind"]!.ToJsonString());
        Assert.Equal("scale", (string?)request["subResource"]);
        Assert.Equal("Scale", (string?)request["oldObject"]!["kind"]);
    }

    private static string Path(string ns) => $"api/v1/namespaces/{ns}/configmaps";

    private Task ConfigureAsync(string ns, string path, string reinvocation = "Never") => fixture.ConfigureAsync(
        "mutating",
        path,
        $$$"""{"namespaceSelector":{"matchLabels":{"test":"{{{ns}}}"}},"reinvocationPolicy":"{{{reinvocation}}}"}""");

    private async Task<System.Text.Json.Nodes.JsonNode> DryRunUntilAsync(string ns, Func<System.Text.Json.Nodes.JsonNode, bool> isExpected) =>
        (await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(HttpMethod.Post, Path(ns) + "?dryRun=All", """{"metadata":{"name":"probe"}}"""), result => isExpected(result.Body))).Body;
}
