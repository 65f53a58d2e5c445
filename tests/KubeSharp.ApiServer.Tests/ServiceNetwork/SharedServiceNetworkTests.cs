using System.Net;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Storage.Testing;

namespace KubeSharp.ApiServer.Tests.ServiceNetwork;

/// <summary>Two API servers of one cluster on one real etcd.</summary>
[Trait("Category", "Node")]
public sealed class SharedServiceNetworkTests : IAsyncLifetime
{
    private const string Services = "api/v1/namespaces/default/services";

    private readonly EtcdProcess _etcd = new();
    private SecuredServer _one = null!;
    private SecuredServer _other = null!;
    private bool _otherStopped;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(TestContext.Current.CancellationToken);
        _one = new SecuredServer { OpenStore = () => _etcd.Connect(), AdvertiseAddress = IPAddress.Parse("192.0.2.1") };
        _other = new SecuredServer { OpenStore = () => _etcd.Connect(), AdvertiseAddress = IPAddress.Parse("192.0.2.2") };
        await _one.InitializeAsync();
        await _other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        if (!_otherStopped)
        {
            await _other.DisposeAsync();
        }

        await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task ServicesMadeAtBothAtOnce_ShareNoAddressAndNoPort()
    {
        using var one = Admin(_one);
        using var other = Admin(_other);
        var made = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => CreateAsync(i % 2 == 0 ? one : other, $"s{i}")));
        Assert.All(made, service => Assert.Equal(201, service.Code));
        Assert.Equal(60, made.Select(service => (string)service.Body["spec"]!["clusterIP"]!).Distinct().Count());
        Assert.Equal(60, made.Select(service => (int)service.Body["spec"]!["ports"]![0]!["nodePort"]!).Distinct().Count());
    }

    [Fact]
    public async Task WhatADeletedServiceHad_MayBeAskedForAtTheOtherServer()
    {
        using var one = Admin(_one);
        using var other = Admin(_other);
        for (var i = 0; i < 10; i++)
        {
            var (created, body) = await CreateAsync(i % 2 == 0 ? one : other, "again", "\"clusterIP\":\"10.96.0.77\",", 30077);
            Assert.True(created == 201, body.ToJsonString());
            await SecuredServer.SendAsync(i % 2 == 0 ? other : one, HttpMethod.Delete, Services + "/again");
        }
    }

    [Fact]
    public async Task KubernetesService_HasBothServers_UntilOneLeaves()
    {
        using var one = Admin(_one);
        await EventuallyAsync(one, "192.0.2.1,192.0.2.2");
        await _other.DisposeAsync();
        _otherStopped = true;
        await EventuallyAsync(one, "192.0.2.1");
    }

    private static HttpClient Admin(SecuredServer server) => server.ClientOf("kubernetes-admin", "system:masters");

    private static Task<(int Code, System.Text.Json.Nodes.JsonNode Body)> CreateAsync(HttpClient client, string name, string more = "", int nodePort = 0) =>
        SecuredServer.SendAsync(
            client, HttpMethod.Post, Services,
            $$"""{"metadata":{"name":"{{name}}"},"spec":{ {{more}} "type":"NodePort","ports":[{"port":80,"nodePort":{{nodePort}} } ] } }""");

    private static async Task EventuallyAsync(HttpClient client, string expected)
    {
        var seen = "";
        for (var attempt = 0; attempt < 1500; attempt++)
        {
            var (_, slice) = await SecuredServer.SendAsync(client, HttpMethod.Get, "apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes");
            seen = string.Join(",", slice["endpoints"]!.AsArray().Select(endpoint => (string)endpoint!["addresses"]![0]!));
            if (seen == expected)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, seen);
    }
}
