using System.Net;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Fairness;

/// <summary>A level that has no seat left, over HTTP.</summary>
public sealed class BusyLevelTests(SecuredServer server) : IClassFixture<SecuredServer>
{
    private const string Group = "apis/flowcontrol.apiserver.k8s.io/v1/";
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task RequestBeyondTheSeats_IsTold_ToComeBack()
    {
        using var admin = server.ClientOf("admin", "system:masters");
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, "apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """
            {"metadata":{"name":"busy"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
             "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"busy"}]}
            """);
        await SecuredServer.SendAsync(
            admin, HttpMethod.Post, Group + "prioritylevelconfigurations",
            """{"metadata":{"name":"one-seat"},"spec":{"type":"Limited","limited":{"nominalConcurrencyShares":0,"borrowingLimitPercent":0,"limitResponse":{"type":"Reject"}}}}""");
        var (code, schema) = await SecuredServer.SendAsync(
            admin, HttpMethod.Post, Group + "flowschemas",
            """
            {"metadata":{"name":"busy"},"spec":{"matchingPrecedence":50,"priorityLevelConfiguration":{"name":"one-seat"},"rules":[{
             "subjects":[{"kind":"User","user":{"name":"busy"}}],
             "resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"],"clusterScope":true,"namespaces":["*"]}]}]}}
            """);
        Assert.True(code == 201, schema.ToJsonString());

        using var busy = server.ClientOf("busy");
        await UntilAsync(busy, response => response.IsSuccessStatusCode && FlowOf(response) == (string?)schema["metadata"]!["uid"]);
        using var body = new PendingContent("""{"metadata":""");
        using var pending = new HttpRequestMessage(HttpMethod.Post, ConfigMaps) { Content = body };
        var writing = busy.SendAsync(pending, TestContext.Current.CancellationToken);
        using var refused = await UntilAsync(busy, static response => response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal((string?)schema["metadata"]!["uid"], FlowOf(refused));
        Assert.Equal("Too many requests, please try again later.\n", await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(
            "apiserver_flowcontrol_rejected_requests_total{priority_level=\"one-seat\",flow_schema=\"busy\",reason=\"concurrency-limit\"}",
            await admin.GetStringAsync("metrics", Cancel));

        await body.EndAsync("""{"name":"held"}}""");
        using var written = await writing;
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
    }

    private static string FlowOf(HttpResponseMessage response) => response.Headers.GetValues("X-Kubernetes-PF-FlowSchema-UID").Single();

    /// <summary>Configurations, and the arrival of the request that holds the seat, are noticed a moment later.</summary>
    private static async Task<HttpResponseMessage> UntilAsync(HttpClient client, Predicate<HttpResponseMessage> condition)
    {
        while (true)
        {
            var response = await client.GetAsync(ConfigMaps, Cancel);
            if (condition(response))
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(10, Cancel);
        }
    }
}
