using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Bootstrap.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Bootstrap;

public sealed class IdentityLeaseTests
{
    private readonly FakeObjects _objects = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The digest is that of sha256sum, in the alphabet of base32.</summary>
    [Fact]
    public void Name_IsTheHashOfTheHostname() => Assert.Equal("apiserver-nihm5ngprxqxnpjevp7yosa6ze", ServerIdentity.NameOf("master-1"));

    [Fact]
    public async Task Renew_CreatesTheLease_AndRenewsIt()
    {
        var lease = Of("master-1");
        await lease.RenewAsync(Cancel);
        var first = Assert.Single(_objects.List<Lease>());
        Assert.Equal("kube-system", first.Metadata.Namespace);
        Assert.Equal("kube-apiserver", first.Metadata.Labels["apiserver.kubernetes.io/identity"]);
        Assert.Equal("master-1", first.Metadata.Labels["kubernetes.io/hostname"]);
        Assert.StartsWith(first.Metadata.Name + "_", first.Spec.HolderIdentity, StringComparison.Ordinal);
        Assert.Equal(3600, first.Spec.LeaseDurationSeconds);

        _time.Advance(TimeSpan.FromSeconds(10));
        await lease.RenewAsync(Cancel);
        var second = Assert.Single(_objects.List<Lease>());
        Assert.Equal(_time.GetUtcNow(), second.Spec.RenewTime!.Value.Value);
        Assert.Equal(first.Spec.HolderIdentity, second.Spec.HolderIdentity);
    }

    [Fact]
    public async Task Collect_RemovesServersThatHaveGone_AndNobodyElse()
    {
        await Of("gone").RenewAsync(Cancel);
        _objects.Add(new Lease { Metadata = new ObjectMeta { Namespace = "kube-system", Name = "kube-scheduler" } });
        _time.Advance(TimeSpan.FromMinutes(61));
        await Of("there").RenewAsync(Cancel);
        await new IdentityLeaseCollector(_objects, _time, NullLogger<IdentityLeaseCollector>.Instance).CollectAsync(Cancel);
        Assert.Equal(
            [ServerIdentity.NameOf("there"), "kube-scheduler"], _objects.List<Lease>().Select(lease => lease.Metadata.Name).Order(StringComparer.Ordinal));
    }

    private IdentityLease Of(string hostname) => new(_objects, hostname, _time, NullLogger<IdentityLease>.Instance);
}
