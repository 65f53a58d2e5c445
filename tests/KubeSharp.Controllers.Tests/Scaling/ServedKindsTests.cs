using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Controllers.Scaling;

namespace KubeSharp.Controllers.Tests.Scaling;

public sealed class ServedKindsTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("apps/v1", "Deployment", "deployments.apps", true)]
    [InlineData("v1", "ReplicationController", "replicationcontrollers", true)]
    [InlineData("batch/v1", "Job", "jobs.batch", false)]
    [InlineData("example.test/v1", "Farm", "farms.example.test", true)]
    [InlineData("example.test/v2", "Farm", "farms.example.test", true)]
    [InlineData("example.test/v1", "Barn", null, false)]
    public async Task KindsAreFoundBuiltInAndCustom(string apiVersion, string kind, string? resource, bool scales)
    {
        var kinds = new ServedKinds(_harness.Context);
        _harness.Server.Seed(new CustomResourceDefinition
        {
            Metadata = new() { Name = "farms.example.test" },
            Spec = new()
            {
                Group = "example.test",
                Scope = "Namespaced",
                Names = new() { Plural = "farms", Kind = "Farm" },
                Versions = [new() { Name = "v1", Served = true, Storage = true, Subresources = new() { Scale = new() } }],
            },
            Status = new() { Conditions = [new() { Type = "Established", Status = "True" }] },
        });
        await _harness.SettleAsync();

        var found = kinds.Find(apiVersion, kind);

        Assert.Equal(resource, found?.QualifiedName);
        Assert.Equal(scales, found is not null && ScaleClient.HasScale(found));
    }
}
