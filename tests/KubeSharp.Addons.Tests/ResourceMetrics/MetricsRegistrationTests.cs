using System.Net;
using KubeSharp.Addons.ResourceMetrics;
using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Addons.Tests.ResourceMetrics;

public sealed class MetricsRegistrationTests
{
    private static readonly ResourceMetricsOptions Options = new() { Listen = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 0), NodeName = "node" };

    private readonly FakeApiServer _server = new(new FakeTimeProvider());

    [Fact]
    public async Task TheServerIsPublished()
    {
        Assert.True(await Registration(4443, "PEM").EnsureAsync(TestContext.Current.CancellationToken));

        var service = _server.Get<APIService>("", "v1beta1.metrics.k8s.io");
        Assert.Equal(("kube-system", "metrics-server"), (service.Spec.Service!.Namespace, service.Spec.Service.Name));
        Assert.Equal("PEM"u8, service.Spec.CABundle.Span);
        var slice = Assert.Single(_server.List<EndpointSlice>("kube-system"));
        Assert.Equal("10.0.0.1", Assert.Single(Assert.Single(slice.Endpoints).Addresses));
        Assert.Equal(4443, Assert.Single(slice.Ports).Port);
    }

    [Fact]
    public async Task AnotherPortAndCertificateReplaceTheOldOnes()
    {
        await Registration(4443, "OLD").EnsureAsync(TestContext.Current.CancellationToken);
        await Registration(4444, "NEW").EnsureAsync(TestContext.Current.CancellationToken);

        Assert.Equal("NEW"u8, _server.Get<APIService>("", "v1beta1.metrics.k8s.io").Spec.CABundle.Span);
        Assert.Equal(4444, _server.List<EndpointSlice>("kube-system")[0].Ports[0].Port);
    }

    [Fact]
    public async Task AnotherServerOfMetricsIsLeftAlone()
    {
        _server.Seed(new Service
        {
            Metadata = new ObjectMeta { Namespace = "kube-system", Name = "metrics-server" },
            Spec = new ServiceSpec { Selector = ApiMap<string>.From([new("k8s-app", "metrics-server")]) },
        });

        Assert.False(await Registration(4443, "PEM").EnsureAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_server.Writes);
    }

    private MetricsRegistration Registration(int port, string certificate) => new(_server.Client, Options, port, certificate);
}
