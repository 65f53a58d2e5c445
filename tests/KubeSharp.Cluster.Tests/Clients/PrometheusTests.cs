using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace KubeSharp.Cluster.Tests.Clients;

/// <summary>A Prometheus finds its targets by the API, with the rights that its charts give it, and scrapes them.</summary>
public sealed class PrometheusTests(ClusterFixture fixture)
{
    private const string Rights = """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: prometheus, namespace: default}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: prometheus}
        rules:
        - {apiGroups: [""], resources: [nodes, nodes/metrics, services, endpoints, pods], verbs: [get, list, watch]}
        - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch]}
        - {apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [get, list, watch]}
        - {nonResourceURLs: [/metrics, /metrics/cadvisor], verbs: [get]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: prometheus}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus}
        subjects: [{kind: ServiceAccount, name: prometheus, namespace: default}]
        """;

    private readonly ClusterUnderTest _cluster = fixture.Cluster;

    [Fact]
    public async Task TargetsAreDiscoveredAndScraped()
    {
        await _cluster.KubectlAsync("new", "apply -f -", Rights);
        var directory = Directory.CreateTempSubdirectory("kubesharp-prometheus-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "token"), await _cluster.KubectlAsync("new", "create token prometheus"));
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "prometheus.yml"), Configuration(directory.FullName));
            var port = FreePort();
            await using var prometheus = RunningCommand.Start(
                Path.Combine(Repository.Root, "artifacts", "clients", "prometheus"),
                [
                    "--config.file", Path.Combine(directory.FullName, "prometheus.yml"), "--storage.tsdb.path", Path.Combine(directory.FullName, "data"),
                    "--web.listen-address", $"127.0.0.1:{port}",
                ],
                _cluster.Environment);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

            // Every role of the discovery finds something, and what the first three find can be scraped.
            await Eventually.TrueAsync(
                async () => await QueryAsync(http, "count by (job) (up == 1)") is { Count: 3 } up && up.All(job => (string?)job!["value"]![1] != "0"),
                "three jobs are up");
            await Eventually.TrueAsync(async () => await PoolsAsync(http) is { Count: 4 }, "four jobs have found targets");
            await Eventually.TrueAsync(async () => (await QueryAsync(http, "sum(rate(apiserver_request_total[10s])) > 0")).Count == 1, "requests are counted");
            await Eventually.TrueAsync(async () => (await QueryAsync(http, "kubelet_running_pods{job=\"kubelet\"}")).Count == 1, "the kubelet counts its pods");
        }
        finally
        {
            await _cluster.KubectlAsync("new", "delete -f -", Rights);
            directory.Delete(recursive: true);
        }
    }

    private string Configuration(string directory)
    {
        string Job(string name, string role, string more = "") => $$"""
            - job_name: {{name}}
              scheme: https
              authorization: {credentials_file: {{directory}}/token}
              tls_config: {insecure_skip_verify: true}
              kubernetes_sd_configs:
              - role: {{role}}
                api_server: https://127.0.0.1:{{_cluster.SecurePort}}
                authorization: {credentials_file: {{directory}}/token}
                tls_config: {ca_file: {{_cluster.DataDirectory}}/pki/ca.crt}
            {{more}}

            """;

        return "global: {scrape_interval: 1s}\nscrape_configs:\n"
            + Job("apiserver", "endpointslice", "  relabel_configs: [{source_labels: [__meta_kubernetes_service_name], regex: kubernetes, action: keep}]")
            + Job("kubelet", "node")
            + Job("cadvisor", "node", "  metrics_path: /metrics/cadvisor")
            + Job("services", "service");
    }

    private static async Task<JsonArray> QueryAsync(HttpClient http, string query) =>
        (await GetAsync(http, "/api/v1/query?query=" + Uri.EscapeDataString(query)))["result"]!.AsArray();

    private static async Task<HashSet<string>> PoolsAsync(HttpClient http) =>
        [.. (await GetAsync(http, "/api/v1/targets?state=active"))["activeTargets"]!.AsArray().Select(target => (string)target!["scrapePool"]!)];

    private static async Task<JsonNode> GetAsync(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path))!["data"]!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
