using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Client;

namespace KubeSharp.ApiServer.Tests.Aggregation;

public sealed class AggregationTests : IAsyncLifetime
{
    private const string ApiServices = "apis/apiregistration.k8s.io/v1/apiservices";

    private readonly TestServer _server = new() { Adjust = parts => parts.Tasks.Add(parts.Aggregator!) };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task OwnGroupVersions_AreRegisteredAndAvailable()
    {
        await _server.Host.Ready;
        var service = await _server.GetAsync(ApiServices + "/v1.apps");
        Assert.Equal(17800, (int)service["spec"]!["groupPriorityMinimum"]!);
        Assert.Equal("True", (string?)Available(service)!["status"]);
        Assert.Equal("Local", (string?)Available(service)!["reason"]);
        var core = await _server.GetAsync(ApiServices + "/v1.");
        Assert.Equal("v1", (string?)core["spec"]!["version"]);
    }

    [Fact]
    public async Task ExtensionServer_IsAskedInTheNameOfTheUser_AndIsDiscovered()
    {
        await using var extension = await ExtensionServer.StartAsync("things.default.svc", TestContext.Current.CancellationToken);
        await PublishAsync();
        await RegisterAsync(extension.CertificatePem, extension.Port);
        var service = await WaitAsync("True");
        Assert.Equal("Passed", (string?)Available(service)!["reason"]);

        var answer = await _server.GetAsync("apis/example.test/v1/things?limit=5");
        Assert.Equal("admin", (string?)answer["user"]);
        Assert.Equal("system:masters", (string?)answer["group"]);
        Assert.Equal("?limit=5", (string?)answer["query"]);

        var groups = await _server.GetAsync("apis");
        Assert.Contains(groups["groups"]!.AsArray(), group => (string?)group!["name"] == "example.test");
        var group = await _server.GetAsync("apis/example.test");
        Assert.Equal("example.test/v1", (string?)group["preferredVersion"]!["groupVersion"]);
        var aggregated = await _server.GetAsync("apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        var discovered = aggregated["items"]!.AsArray().Single(item => (string?)item!["metadata"]!["name"] == "example.test");
        Assert.Equal("things", (string?)discovered!["versions"]![0]!["resources"]![0]!["resource"]);
    }

    [Fact]
    public async Task ComponentsOfTheProcess_ReachItToo()
    {
        await using var extension = await ExtensionServer.StartAsync("things.default.svc", TestContext.Current.CancellationToken);
        await PublishAsync();
        await RegisterAsync(extension.CertificatePem, extension.Port);
        await WaitAsync("True");

        var transport = _server.Host.CreateTransport(new UserInfo { Name = "component", Groups = [WellKnownUsers.MastersGroup, "others"] });
        var things = new ApiResource { Group = "example.test", Version = "v1", Name = "things", Kind = "Thing", Namespaced = false };
        var response = await transport.SendAsync(new ApiRequest { Verb = ApiVerb.List, Resource = things }, TestContext.Current.CancellationToken);

        var answer = JsonNode.Parse(response.Body.Span)!;
        Assert.Equal("component", (string?)answer["user"]);
        Assert.Contains("others", (string?)answer["group"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtensionServerWithAnotherCertificate_IsUnavailable()
    {
        await using var extension = await ExtensionServer.StartAsync("things.default.svc", TestContext.Current.CancellationToken);
        await using var other = await ExtensionServer.StartAsync("things.default.svc", TestContext.Current.CancellationToken);
        await PublishAsync();
        await RegisterAsync(other.CertificatePem, extension.Port);
        var service = await WaitAsync("False");
        Assert.Equal("FailedDiscoveryCheck", (string?)Available(service)!["reason"]);
    }

    [Fact]
    public async Task ExtensionServerWithoutService_IsUnavailable()
    {
        await RegisterAsync("", 443);
        var service = await WaitAsync("False");
        Assert.Equal("ServiceNotFound", (string?)Available(service)!["reason"]);
        Assert.Equal("service/things in \"default\" is not present", (string?)Available(service)!["message"]);

        var (code, status) = await _server.SendAsync(HttpMethod.Get, "apis/example.test/v1/things");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Equal("ServiceUnavailable", (string?)status["reason"]);
    }

    [Fact]
    public async Task ReasonsOfUnavailability_FollowTheServiceAndItsEndpoints()
    {
        await _server.CreateAsync("api/v1/namespaces/default/services", """{"metadata":{"name":"things"},"spec":{"ports":[{"port":80,"name":"web"}]}}""");
        await RegisterAsync("", 443);
        await ReasonAsync("ServicePortError", "service/things in \"default\" is not listening on port 443");
        await _server.SendAsync(
            HttpMethod.Patch, "api/v1/namespaces/default/services/things", """{"spec":{"ports":[{"port":443,"name":"api"}]}}""", "application/merge-patch+json");
        await ReasonAsync("EndpointsNotFound", "cannot find endpointslices for service/things in \"default\"");
        await _server.CreateAsync(
            "apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            """
            {"metadata":{"name":"things","labels":{"kubernetes.io/service-name":"things"}},"addressType":"IPv4",
             "ports":[{"port":443,"name":"api"}],"endpoints":[{"addresses":["192.0.2.1"],"conditions":{"ready":false}}]}
            """);
        await ReasonAsync("MissingEndpoints", "endpointslices for service/things in \"default\" have no addresses with port name \"api\"");
    }

    private static JsonNode? Available(JsonNode service) =>
        service["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == "Available");

    /// <summary>Endpoints may not be on the loopback device, names may.</summary>
    private Task<JsonNode> PublishAsync() => _server.CreateAsync(
        "api/v1/namespaces/default/services",
        """{"metadata":{"name":"things"},"spec":{"type":"ExternalName","externalName":"localhost"}}""");

    private Task<JsonNode> RegisterAsync(string authority, int port) => _server.CreateAsync(
        ApiServices,
        $$$"""
        {"metadata":{"name":"v1.example.test"},"spec":{"group":"example.test","version":"v1","groupPriorityMinimum":100,"versionPriority":100,
         "caBundle":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(authority))}}}",
         "service":{ "namespace":"default","name":"things","port":{{{port}}} } } }
        """);

    private async Task ReasonAsync(string reason, string message)
    {
        var service = await WaitAsync(condition => (string?)condition["reason"] == reason);
        Assert.Equal(("False", message), ((string?)Available(service)!["status"], (string?)Available(service)!["message"]));
    }

    private Task<JsonNode> WaitAsync(string status) => WaitAsync(condition => (string?)condition["status"] == status);

    private async Task<JsonNode> WaitAsync(Func<JsonNode, bool> isReached)
    {
        using var watch = await _server.Http.GetStreamAsync(
            ApiServices + "?watch=true&fieldSelector=metadata.name=v1.example.test", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(watch);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (JsonNode.Parse(line)!["object"] is { } service && Available(service) is { } condition && isReached(condition))
            {
                return service;
            }
        }

        throw new InvalidOperationException("the watch has ended");
    }
}
