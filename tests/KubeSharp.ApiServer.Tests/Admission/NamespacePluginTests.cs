using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Namespaces;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class NamespacePluginTests
{
    private static readonly ConfigMap Map = new() { Metadata = new ObjectMeta { Namespace = "ns", Name = "a" } };

    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task AutoProvision_MakesWhatIsMissing_AsTheServerItselfWould()
    {
        await new NamespaceAutoProvision(_objects).AdmitAsync(Requests.Create(Map), TestContext.Current.CancellationToken);
        var made = _objects.Get<Namespace>("", "ns")!;
        Assert.Equal(("ns", "Active"), (made.Metadata.Labels["kubernetes.io/metadata.name"], made.Status.Phase));
        Assert.Equal(["kubernetes"], made.Spec.Finalizers);
    }

    [Fact]
    public async Task AutoProvision_LeavesTheRestAlone()
    {
        var plugin = new NamespaceAutoProvision(_objects);
        await plugin.AdmitAsync(Requests.Create(Map, dryRun: true), TestContext.Current.CancellationToken);
        await plugin.AdmitAsync(
            Requests.Create(new Namespace { Metadata = new ObjectMeta { Name = "other" } }), TestContext.Current.CancellationToken);
        _objects.Add(new Namespace { Metadata = new ObjectMeta { Name = "ns" } });
        await plugin.AdmitAsync(Requests.Create(Map), TestContext.Current.CancellationToken);
        Assert.Equal(0, _objects.Writes);
    }

    [Fact]
    public async Task Exists_MissesTheNamespace_EvenOnDelete()
    {
        var plugin = new NamespaceExists(_objects);
        Assert.True(plugin.Handles(AdmissionOperation.Delete));
        var error = await Assert.ThrowsAsync<ApiException>(
            () => plugin.ValidateAsync(Requests.Delete(Map), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal((404, "namespaces \"ns\" not found"), (error.Status.Code, error.Status.Message));
        _objects.Add(new Namespace { Metadata = new ObjectMeta { Name = "ns" } });
        await plugin.ValidateAsync(Requests.Delete(Map), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AlwaysDeny_Denies()
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => new AlwaysDeny().AdmitAsync(Requests.Create(Map), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(
            (403, "configmaps \"a\" is forbidden: admission control is denying all modifications"), (error.Status.Code, error.Status.Message));
    }
}
