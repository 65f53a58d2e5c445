using System.Net;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>An etcd that shows a certificate and wants to see one.</summary>
[Trait("Category", "Node")]
public sealed class EtcdTlsTests : IAsyncLifetime
{
    private readonly EtcdCertificates _certificates;
    private readonly EtcdProcess _etcd;

    public EtcdTlsTests()
    {
        IPAddress address = EtcdProcess.FreeAddress();
        _certificates = new EtcdCertificates(address);
        _etcd = new EtcdProcess("default", address, _certificates);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _etcd.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _etcd.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Certificates_OfTheSameAuthority_AreAccepted()
    {
        await using EtcdStore store = _etcd.Connect();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default)] }, Cancel);
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            Assert.Equal("/a", Assert.Single(response.Events).Key);
            break;
        }
    }

    [Fact]
    public async Task AnotherAuthority_IsRefused_AndSaid()
    {
        using var others = new EtcdCertificates(IPAddress.Loopback);
        string message = await RefusalAsync(_certificates.With(others.Authorities, _certificates.Client));
        Assert.Contains("certificate", message, StringComparison.Ordinal);
        Assert.Contains(_etcd.Server.Host, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoClientCertificate_IsRefused() =>
        Assert.Contains(_etcd.Server.Host, await RefusalAsync(_certificates.With()), StringComparison.Ordinal);

    private async Task<string> RefusalAsync(EtcdCertificates certificates)
    {
        await using EtcdStore store = EtcdProcess.Connect(certificates, [_etcd.Server]);
        return (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel))).Message;
    }
}
