using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Controllers.Storage;

namespace KubeSharp.Controllers.Tests.Storage;

public sealed class AttributesClassProtectionTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public AttributesClassProtectionTests() =>
        _harness.Add<AttributesClassProtectionController, string>(new AttributesClassProtectionController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AClassStaysUntilNothingHasIt()
    {
        _harness.Server.Seed(new VolumeAttributesClass { Metadata = new() { Name = "fast" } });
        _harness.Server.Seed(new PersistentVolumeClaim
        {
            Metadata = new() { Namespace = "default", Name = "data" },
            Status = new() { CurrentVolumeAttributesClassName = "fast" },
        });
        await _harness.SettleAsync();
        Assert.Equal(["kubernetes.io/vac-protection"], _harness.Server.Get<VolumeAttributesClass>("", "fast").Metadata.Finalizers);

        await _harness.Server.Client.DeleteAsync<VolumeAttributesClass>("", "fast", cancellationToken: TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
        Assert.NotNull(_harness.Server.Find<VolumeAttributesClass>("", "fast"));

        _harness.Server.Remove<PersistentVolumeClaim>("default", "data");
        await _harness.SettleAsync();
        Assert.Null(_harness.Server.Find<VolumeAttributesClass>("", "fast"));
    }
}
