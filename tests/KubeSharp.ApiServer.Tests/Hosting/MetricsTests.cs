using System.Net;
using System.Text.RegularExpressions;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>What /metrics tells of requests to a whole server. The registry is shared by all servers of the process, so counts are compared by growth.</summary>
[Collection(WholeProcessCollection.Name)]
public sealed class MetricsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", ConfigMaps, "", "", """verb="LIST",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="namespace",component="apiserver",code="200" """)]
    [InlineData("GET", "api/v1/configmaps", "", "", """verb="LIST",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="cluster",component="apiserver",code="200" """)]
    [InlineData("GET", ConfigMaps + "/none", "", "", """verb="GET",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="resource",component="apiserver",code="404" """)]
    [InlineData("POST", ConfigMaps + "?dryRun=All", """{"metadata":{"generateName":"a"}}""", "application/json", """verb="POST",dry_run="All",group="",version="v1",resource="configmaps",subresource="",scope="resource",component="apiserver",code="201" """)]
    [InlineData("PATCH", ConfigMaps + "/applied?fieldManager=me", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"applied"}}""", "application/apply-patch+yaml", """verb="APPLY",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="resource",component="apiserver",code="201" """)]
    [InlineData("GET", "readyz/ping", "", "", """verb="GET",dry_run="",group="",version="",resource="",subresource="/readyz",scope="",component="",code="200" """)]
    [InlineData("DELETE", ConfigMaps + "?labelSelector=none=here", "", "", """verb="DELETE",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="namespace",component="apiserver",code="200" """)]
    [InlineData("GET", "api/v1/namespaces/default/pods/none/log", "", "", """verb="GET",dry_run="",group="",version="v1",resource="pods",subresource="log",scope="resource",component="apiserver",code="404" """)]
    public async Task Request_IsCountedUnderUpstreamsLabels(string method, string path, string body, string type, string labels)
    {
        var series = $"apiserver_request_total{{{labels.Trim()}}}";
        var before = Value(await MetricsAsync(), series);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Version = HttpVersion.Version20 };
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        }

        using var response = await server.Http.SendAsync(request, Cancel);
        await response.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(before + 1, Value(await MetricsAsync(), series));
    }

    [Fact]
    public async Task Answers_AreMeasuredInTimeAndSize()
    {
        const string labels = """verb="LIST",group="",version="v1",resource="configmaps",subresource="",scope="namespace",component="apiserver" """;
        var series = $"apiserver_response_sizes_sum{{{labels.Trim()}}}";
        var before = Value(await MetricsAsync(), series);
        var list = await server.Http.GetByteArrayAsync(ConfigMaps + "?labelSelector=of=answers", Cancel);
        var text = await MetricsAsync();
        Assert.Equal(before + list.Length, Value(text, series));
        Assert.Matches("apiserver_request_duration_seconds_bucket\\{verb=\"LIST\",.*resource=\"configmaps\".*,le=\"0.005\"\\}", text);
        Assert.Matches("apiserver_request_sli_duration_seconds_count\\{verb=\"LIST\",.*resource=\"configmaps\"", text);
    }

    [Fact]
    public async Task WatchEvents_AreCountedWithTheirSize()
    {
        const string series = """apiserver_watch_events_total{group="",version="v1",resource="limitranges"}""";
        var before = Value(await MetricsAsync(), series);
        using (var watch = await server.Http.GetStreamAsync("api/v1/namespaces/default/limitranges?watch=true&timeoutSeconds=30", Cancel))
        using (var lines = new StreamReader(watch))
        {
            await server.CreateAsync("api/v1/namespaces/default/limitranges", """{"metadata":{"name":"watched"},"spec":{"limits":[]}}""");
            Assert.Contains("\"watched\"", await lines.ReadLineAsync(Cancel));
        }

        var text = await MetricsAsync();
        Assert.Equal(before + 1, Value(text, series));
        Assert.Contains("""apiserver_watch_events_sizes_count{group="",version="v1",resource="limitranges"}""", text);
    }

    [Theory]
    [InlineData("""apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} """)]
    [InlineData("""apiserver_resource_objects{group="",resource="namespaces"} """)]
    [InlineData("""apiserver_watch_cache_initializations_total{group="",resource="namespaces"} """)]
    [InlineData("""apiserver_watch_cache_events_received_total{group="",resource="namespaces"} """)]
    [InlineData("""etcd_requests_total{operation="create",group="",resource="namespaces"} """)]
    [InlineData("""etcd_request_duration_seconds_bucket{operation="create",group="",resource="namespaces",le="+Inf"} """)]
    [InlineData("""apiserver_request_body_size_bytes_count{group="",resource="namespaces",verb="create"} """)]
    [InlineData("""apiserver_current_inflight_requests{request_kind="readOnly"} """)]
    [InlineData("""apiserver_admission_step_admission_duration_seconds_count{type="admit",operation="CREATE",rejected="false"} """)]
    [InlineData("""kubernetes_build_info{major="1",minor="36",""")]
    [InlineData("process_cpu_seconds_total ")]
    [InlineData("process_resident_memory_bytes ")]
    [InlineData("process_open_fds ")]
    public async Task Series_AreThere(string series) => Assert.Contains("\n" + series, await MetricsAsync());

    [Fact]
    public async Task SliPage_HasTheOutcomeOfChecks_AndNothingElse()
    {
        await server.Http.GetStringAsync("livez", Cancel);
        var text = await server.Http.GetStringAsync("metrics/slis", Cancel);
        Assert.Contains("""kubernetes_healthcheck{name="etcd",type="livez"} 1""", text);
        Assert.Matches("""kubernetes_healthchecks_total\{name="etcd",type="livez",status="success"\} [1-9]""", text);
        Assert.DoesNotContain("apiserver_", text);
    }

    [Fact]
    public async Task DeprecatedApis_AreNamed()
    {
        await server.GetAsync("api/v1/componentstatuses");
        Assert.Contains(
            """apiserver_requested_deprecated_apis{group="",version="v1",resource="componentstatuses",subresource="",removed_release=""} 1""", await MetricsAsync());
    }

    private Task<string> MetricsAsync() => server.Http.GetStringAsync("metrics", Cancel);

    private static double Value(string text, string series)
    {
        var match = Regex.Match(text, "^" + Regex.Escape(series) + " (.+)$", RegexOptions.Multiline);
        return match.Success ? double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
