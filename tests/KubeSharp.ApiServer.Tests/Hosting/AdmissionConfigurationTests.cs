using System.Text.Json.Nodes;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A whole server with --admission-control-config-file and plugins that are off by default.</summary>
public sealed class AdmissionConfigurationTests : IAsyncLifetime
{
    private readonly SecuredServer _server = new()
    {
        Configure = static (options, directory) =>
        {
            var path = Path.Combine(directory, "admission.yaml");
            File.WriteAllText(
                path,
                """
                apiVersion: apiserver.config.k8s.io/v1
                kind: AdmissionConfiguration
                plugins:
                - name: PodSecurity
                  configuration:
                    apiVersion: pod-security.admission.config.k8s.io/v1
                    kind: PodSecurityConfiguration
                    defaults: {enforce: baseline}
                    exemptions: {namespaces: [exempt]}
                """);
            return options with
            {
                Access = options.Access! with
                {
                    AdmissionControlConfigFile = path,
                    EnableAdmissionPlugins = ["NamespaceAutoProvision", "AlwaysPullImages"],
                    DisableAdmissionPlugins = ["ServiceAccount"],
                },
            };
        },
    };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Plugins_WorkAsConfigured()
    {
        const string privileged = """{"metadata":{"name":"a"},"spec":{"hostNetwork":true,"containers":[{"name":"a","image":"x"}]}}""";
        using var admin = _server.ClientOf("admin", "system:masters");
        var (code, body) = await SendAsync(admin, "api/v1/namespaces/held/pods", privileged);
        Assert.Equal(403, code);
        Assert.StartsWith("pods \"a\" is forbidden: violates PodSecurity \"baseline:latest\"", (string)body["message"]!);

        (code, body) = await SendAsync(admin, "api/v1/namespaces/exempt/pods", privileged);
        Assert.True(code == 201, body.ToJsonString());
        Assert.Equal("Always", (string)body["spec"]!["containers"]![0]!["imagePullPolicy"]!);
        Assert.Equal(200, (await SecuredServer.SendAsync(admin, HttpMethod.Get, "api/v1/namespaces/exempt")).Code);
    }

    private static Task<(int Code, JsonNode Body)> SendAsync(HttpClient client, string path, string body) =>
        SecuredServer.SendAsync(client, HttpMethod.Post, path, body);
}
