using KubeSharp.Api.Networking.V1;
using KubeSharp.Controllers.Networking;

namespace KubeSharp.Controllers.Tests.Networking;

public sealed class ServiceCidrTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public ServiceCidrTests() => _harness.Add<ServiceCidrController, string>(new ServiceCidrController(_harness.Context));

    private ServiceCIDR? More => _harness.Server.Find<ServiceCIDR>("", "more");

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task ANewRange_IsProtectedAndReady()
    {
        Seed("more", "10.9.0.0/24");
        await _harness.SettleAsync();
        Assert.Equal(["networking.k8s.io/service-cidr-finalizer"], More!.Metadata.Finalizers);
        Assert.Equal(("Ready", "True"), (More.Status.Conditions[0].Type, More.Status.Conditions[0].Status));
    }

    [Fact]
    public async Task ADeletedRange_StaysUntilItsAddressesAreGone_AndAMomentLonger()
    {
        Seed("more", "10.9.0.0/24");
        _harness.Server.Seed(new IPAddress { Metadata = new() { Name = "10.9.0.7" } });
        await _harness.SettleAsync();
        await DeleteAsync();
        Assert.Equal(("False", "Terminating"), (More!.Status.Conditions[0].Status, More.Status.Conditions[0].Reason));

        _harness.Server.Remove<IPAddress>("", "10.9.0.7");
        await _harness.SettleAsync();
        Assert.NotNull(More);
        _harness.Time.Advance(TimeSpan.FromSeconds(11));
        await _harness.SettleAsync();
        Assert.Null(More);
    }

    [Fact]
    public async Task ADeletedRange_GoesWhenAnotherCoversItsAddresses()
    {
        Seed("more", "10.9.0.0/24");
        Seed("wider", "10.9.0.0/16");
        _harness.Server.Seed(new IPAddress { Metadata = new() { Name = "10.9.0.7" } });
        await _harness.SettleAsync();
        await DeleteAsync();
        _harness.Time.Advance(TimeSpan.FromSeconds(11));
        await _harness.SettleAsync();
        Assert.Null(More);
    }

    private void Seed(string name, string cidr) =>
        _harness.Server.Seed(new ServiceCIDR { Metadata = new() { Name = name }, Spec = new() { CIDRs = [cidr] } });

    private async Task DeleteAsync()
    {
        await _harness.Server.Client.DeleteAsync<ServiceCIDR>("", "more", cancellationToken: TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
    }
}
