using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Fairness;

/// <summary>Priority and fairness as clients see it.</summary>
public sealed class FairnessServerTests(SecuredServer server) : IClassFixture<SecuredServer>
{
    [Fact]
    public async Task Answers_NameTheirFlowSchemaAndLevel()
    {
        using var admin = server.ClientOf("kubernetes-admin", "system:masters");
        var (_, schema) = await SecuredServer.SendAsync(admin, HttpMethod.Get, "apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/exempt");
        var (_, level) = await SecuredServer.SendAsync(admin, HttpMethod.Get, "apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/exempt");
        using var response = await admin.GetAsync("api/v1/nodes", TestContext.Current.CancellationToken);
        Assert.Equal((string?)schema["metadata"]!["uid"], response.Headers.GetValues("X-Kubernetes-PF-FlowSchema-UID").Single());
        Assert.Equal((string?)level["metadata"]!["uid"], response.Headers.GetValues("X-Kubernetes-PF-PriorityLevel-UID").Single());
        Assert.Equal(("Dangling", "False"), ((string?)schema["status"]!["conditions"]![0]!["type"], (string?)schema["status"]!["conditions"]![0]!["status"]));
    }

    [Theory]
    [InlineData("debug/api_priority_and_fairness/dump_priority_levels", "workload-low")]
    [InlineData("debug/api_priority_and_fairness/dump_queues", "NextDispatchR")]
    [InlineData("debug/api_priority_and_fairness/dump_requests", "FlowDistingsher")]
    [InlineData("metrics", "apiserver_flowcontrol_nominal_limit_seats{priority_level=\"workload-low\"} 245")]
    public async Task Dumps_AndMetrics_AreServed(string path, string expected)
    {
        using var admin = server.ClientOf("kubernetes-admin", "system:masters");
        Assert.Contains(expected, await admin.GetStringAsync(path, TestContext.Current.CancellationToken));
    }
}
