using System.Text.Json.Nodes;

namespace KubeSharp.ApiServer.Tests.Admission.Webhooks;

public sealed class ValidatingWebhookTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    [Fact]
    public async Task Refusal_HasTheWebhooksStatus()
    {
        await fixture.NamespaceAsync("refused");
        fixture.Webhooks.Respond(
            "/refused", """{"allowed":false,"status":{"code":418,"message":"not today","reason":"Teapot"},"warnings":["look out"]}""");
        await fixture.ConfigureAsync("validating", "refused");
        var (code, body, warnings) = await RefusedAsync("refused");
        Assert.Equal(418, code);
        Assert.Equal(
            ("Failure", "admission webhook \"refused.example.com\" denied the request: not today", "Teapot"),
            ((string)body["status"]!, (string)body["message"]!, (string)body["reason"]!));
        Assert.Equal("299 - \"look out\"", warnings[0]);

        var request = fixture.Webhooks.Asked("/refused")[0]["request"]!;
        Assert.Equal("CREATE", (string?)request["operation"]);
        Assert.Equal("""{"group":"","version":"v1","kind":"ConfigMap"}""", request["kind"]!.ToJsonString());
        Assert.Equal("""{"group":"","version":"v1","resource":"configmaps"}""", request["resource"]!.ToJsonString());
        Assert.Equal(("probe", "refused", "admin"), ((string?)request["name"], (string?)request["namespace"], (string?)request["userInfo"]!["username"]));
        Assert.Equal("CreateOptions", (string?)request["options"]!["kind"]);
        Assert.True((bool)request["dryRun"]!);
        Assert.Equal("?timeout=10s", (string?)fixture.Webhooks.Asked("/refused")[0]["query"]);
    }

    [Fact]
    public async Task RefusalWithoutExplanation_IsABadRequest()
    {
        await fixture.NamespaceAsync("silent");
        fixture.Webhooks.Respond("/silent", """{"allowed":false}""");
        await fixture.ConfigureAsync("validating", "silent");
        var (code, body, _) = await RefusedAsync("silent");
        Assert.Equal((400, "admission webhook \"silent.example.com\" denied the request without explanation"), (code, (string)body["message"]!));
    }

    [Fact]
    public async Task DeletionAndItsOptions_AreShown_OfCollectionsToo()
    {
        await fixture.NamespaceAsync("gone");
        await fixture.CreateAsync(Path("gone"), """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        fixture.Webhooks.Respond("/gone", """{"allowed":false,"status":{"message":"stays"}}""");
        await fixture.ConfigureAsync("validating", "gone");
        await RefusedAsync("gone");
        Assert.Equal(400, (await fixture.SendAsync(HttpMethod.Delete, Path("gone") + "/a?gracePeriodSeconds=5")).Code);
        Assert.Equal(400, (await fixture.SendAsync(HttpMethod.Delete, Path("gone"))).Code);
        var deletions = fixture.Webhooks.Asked("/gone").Select(review => review["request"]!).Where(request => (string?)request["operation"] == "DELETE").ToList();
        Assert.Equal(2, deletions.Count);
        Assert.Equal("v", (string?)deletions[0]["oldObject"]!["data"]!["k"]);
        Assert.Null(deletions[0]["object"]);
        Assert.Equal(5, (int?)deletions[0]["options"]!["gracePeriodSeconds"]);
    }

    [Fact]
    public async Task WebhookThatFails_IsPassedOver_OrRefuses()
    {
        await fixture.NamespaceAsync("closed");
        await fixture.NamespaceAsync("open");
        await fixture.ConfigureAsync("validating", "closed");
        await fixture.ConfigureAsync("validating", "open", """{"failurePolicy":"Ignore"}""");
        var (code, body, _) = await RefusedAsync("closed");
        Assert.Equal(
            (500, "Internal error occurred: failed calling webhook \"closed.example.com\": failed to call webhook: the server could not find the requested resource"),
            (code, (string)body["message"]!));
        Assert.Equal("InternalError", (string?)body["reason"]);
        await WebhookFixture.UntilAsync(() => DryRunAsync("open"), _ => fixture.Webhooks.Asked("/open").Count > 0);
        Assert.Equal(201, (await DryRunAsync("open")).Code);
    }

    [Theory]
    [InlineData("absent", """{}""", "webhook response was absent")]
    [InlineData("otheruid", """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"x","allowed":true}}""", "expected response.uid=")]
    public async Task AnswerThatIsNone_Refuses(string name, string answer, string reason)
    {
        await fixture.NamespaceAsync(name);
        fixture.Webhooks.Review("/" + name, _ => JsonNode.Parse(answer)!);
        await fixture.ConfigureAsync("validating", name);
        var (code, body, _) = await RefusedAsync(name);
        Assert.Equal(500, code);
        Assert.StartsWith(
            $"Internal error occurred: failed calling webhook \"{name}.example.com\": received invalid webhook response: {reason}", (string)body["message"]!);
    }

    [Fact]
    public async Task WebhookThatTakesTooLong_Fails()
    {
        await fixture.NamespaceAsync("slow");
        using var release = new ManualResetEventSlim();
        fixture.Webhooks.Review("/slow", review =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            return review;
        });
        await fixture.ConfigureAsync("validating", "slow", """{"timeoutSeconds":1}""");
        var (code, body, _) = await RefusedAsync("slow");
        release.Set();
        Assert.Equal(500, code);
        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"slow.example.com\": failed to call webhook: "
            + $"Post \"https://webhooks.default.svc:{fixture.Webhooks.Port}/slow?timeout=1s\": context deadline exceeded",
            (string)body["message"]!);
    }

    [Fact]
    public async Task OlderReviewVersion_IsSpoken()
    {
        await fixture.NamespaceAsync("older");
        fixture.Webhooks.Review("/older", _ => JsonNode.Parse("""{"response":{"allowed":false,"status":{"message":"old"}}}""")!);
        await fixture.ConfigureAsync("validating", "older", """{"admissionReviewVersions":["v2","v1beta1","v1"]}""");
        var (_, body, _) = await RefusedAsync("older");
        Assert.EndsWith("denied the request: old", (string)body["message"]!);
        Assert.Equal("admission.k8s.io/v1beta1", (string?)fixture.Webhooks.Asked("/older")[0]["apiVersion"]);
    }

    [Fact]
    public async Task ObjectSelector_AppliesToTheOldObjectToo()
    {
        await fixture.NamespaceAsync("selected");
        await fixture.CreateAsync(Path("selected"), """{"metadata":{"name":"a","labels":{"guarded":"yes"}}}""");
        fixture.Webhooks.Respond("/selected", """{"allowed":false}""");
        await fixture.ConfigureAsync("validating", "selected", """{"objectSelector":{"matchLabels":{"guarded":"yes"}}}""");
        await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(HttpMethod.Post, Path("selected") + "?dryRun=All", """{"metadata":{"name":"b","labels":{"guarded":"yes"}}}"""),
            result => result.Code == 400);
        Assert.Equal(201, (await DryRunAsync("selected")).Code);
        var (code, _, _) = await fixture.SendAsync(
            HttpMethod.Patch, Path("selected") + "/a", """{"metadata":{"labels":{"guarded":null}}}""", "application/merge-patch+json");
        Assert.Equal(400, code);
    }

    [Fact]
    public async Task Exec_IsAConnect_AndConfigurationsAreExempt()
    {
        await fixture.NamespaceAsync("connect");
        fixture.Webhooks.Respond("/connect", """{"allowed":false,"status":{"message":"no way in"}}""");
        await fixture.ConfigureAsync(
            "validating",
            "connect",
            """
            {"rules":[{"operations":["CONNECT"],"apiGroups":["*"],"apiVersions":["*"],"resources":["pods/*"]},
              {"operations":["*"],"apiGroups":["admissionregistration.k8s.io"],"apiVersions":["*"],"resources":["*"]}]}
            """);
        var (code, body, _) = await WebhookFixture.UntilAsync(
            () => fixture.SendAsync(HttpMethod.Post, "api/v1/namespaces/connect/pods/a/exec?command=ls&command=-l&stdout=true"), result => result.Code == 400);
        Assert.Equal(400, code);
        Assert.EndsWith("denied the request: no way in", (string)body["message"]!);
        var request = fixture.Webhooks.Asked("/connect")[0]["request"]!;
        Assert.Equal(("CONNECT", "exec", "PodExecOptions"), ((string?)request["operation"], (string?)request["subResource"], (string?)request["kind"]!["kind"]));
        Assert.Equal("""["ls","-l"]""", request["object"]!["command"]!.ToJsonString());
        var (deleted, _, _) = await fixture.SendAsync(
            HttpMethod.Delete, "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/connect");
        Assert.Equal(200, deleted);
    }

    [Fact]
    public async Task Metrics_CountCalls()
    {
        await fixture.NamespaceAsync("counted");
        fixture.Webhooks.Respond("/counted", """{"allowed":false,"status":{"code":403}}""");
        await fixture.ConfigureAsync("validating", "counted");
        await RefusedAsync("counted");
        using var admin = fixture.Server.ClientOf("admin", "system:masters");
        var text = await admin.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        Assert.Contains(
            "apiserver_admission_webhook_rejection_count{name=\"counted.example.com\",type=\"validating\",operation=\"CREATE\",error_type=\"no_error\",rejection_code=\"403\"} 1",
            text,
            StringComparison.Ordinal);
    }

    private static string Path(string ns) => $"api/v1/namespaces/{ns}/configmaps";

    private Task<(int Code, JsonNode Body, string[] Warnings)> DryRunAsync(string ns) =>
        fixture.SendAsync(HttpMethod.Post, Path(ns) + "?dryRun=All", """{"metadata":{"name":"probe"}}""");

    private Task<(int Code, JsonNode Body, string[] Warnings)> RefusedAsync(string ns) =>
        WebhookFixture.UntilAsync(() => DryRunAsync(ns), result => result.Code != 201);
}
