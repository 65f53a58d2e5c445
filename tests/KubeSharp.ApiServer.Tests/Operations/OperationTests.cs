using KubeSharp.Api;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Operations;

/// <summary>Every operation of every resource that is served by default answers as upstream's does, on a server as a cluster has it.</summary>
public sealed class OperationTests(SecuredServer server) : IClassFixture<SecuredServer>, IAsyncLifetime
{
    private HttpClient _client = null!;

    public static TheoryData<string, string, string> Served
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var resource in ApiResources.All.Where(resource => resource.EnabledByDefault && resource.ServedBy is null))
            {
                data.Add(resource.Group, resource.Version, resource.Name);
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _client = server.ClientOf("kubernetes-admin", "system:masters");
        await SecuredServer.SendAsync(_client, HttpMethod.Post, "api/v1/namespaces", """{"metadata":{"name":"operations"}}""");
        await SecuredServer.SendAsync(
            _client, HttpMethod.Post, "api/v1/namespaces/operations/serviceaccounts", """{"metadata":{"name":"default"}}""");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task EveryOperation_AnswersAsUpstreams(string group, string version, string name)
    {
        var resource = ApiResources.Find(group, version, name)!;
        Assert.Empty(await new ResourceOperations(_client, resource).CallAllAsync());
    }

    [Fact]
    public async Task EveryGroupAndVersion_IsDescribed()
    {
        await ExpectAsync("/api/", "APIVersions");
        await ExpectAsync("/apis/", "APIGroupList");
        await ExpectAsync("/version/", null);
        await ExpectAsync("/logs/", null);
        foreach (var served in ApiResources.All.Where(resource => resource.EnabledByDefault && resource.ServedBy is null)
            .DistinctBy(resource => resource.ApiVersion))
        {
            await ExpectAsync((served.Group.Length == 0 ? "/api/" : "/apis/") + served.ApiVersion + "/", "APIResourceList");
            if (served.Group.Length > 0)
            {
                await ExpectAsync($"/apis/{served.Group}/", "APIGroup");
            }
        }
    }

    /// <summary>Groups of which upstream has no version on by default either, and a file that is not there.</summary>
    [Theory]
    [InlineData("/apis/internal.apiserver.k8s.io/")]
    [InlineData("/apis/storagemigration.k8s.io/")]
    [InlineData("/logs/no-such-file")]
    [InlineData("/logs/..%2f..%2fetc/passwd")]
    public async Task WhatIsNotThere_IsNotFound(string path)
    {
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task ComponentStatuses_AreATableToo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/componentstatuses");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;as=Table;v=v1beta1;g=meta.k8s.io");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var table = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("meta.k8s.io/v1beta1", (string?)table["apiVersion"]);
        Assert.Equal("meta.k8s.io/v1beta1", (string?)table["rows"]![0]!["object"]!["apiVersion"]);
        var rows = table["rows"]!.AsArray().ToDictionary(row => (string)row!["cells"]![0]!, row => (string)row!["cells"]![1]!);
        Assert.Equal(["controller-manager", "etcd-0", "scheduler"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Healthy", rows["etcd-0"]);
    }

    private async Task ExpectAsync(string path, string? kind)
    {
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode && (kind is null || text.Contains($"\"kind\":\"{kind}\"")), $"{path}: {response.StatusCode} {text}");
    }
}
