using System.Net;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Testing;
using KubeSharp.StoreServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>The served store over https: who has no certificate of its authorities does not get in.</summary>
public sealed class ServedTlsTests : IAsyncLifetime
{
    private readonly EtcdCertificates _certificates = new(IPAddress.Loopback);
    private ServedStore _served = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = new ServedStore(TimeProvider.System, new StoreServerOptions
        {
            ListenClientUrls = [new Uri("https://127.0.0.1:0")],
            Certificate = _certificates.Server,
            ClientAuthorities = _certificates.Authorities,
        });
        await _served.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task CertificatesOfTheAuthority_AreAccepted()
    {
        await using EtcdStore store = Connect(_certificates, TimeSpan.FromSeconds(30));
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", new byte[] { 1 })] }, Cancel);
        Assert.Equal(1, (await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel)).Count);
    }

    [Fact]
    public async Task OtherCertificates_AndNone_AreRefused()
    {
        using var others = new EtcdCertificates(IPAddress.Loopback);
        await RefusedAsync(_certificates.With(client: others.Client));
        await RefusedAsync(_certificates.With(client: null));
    }

    private async Task RefusedAsync(EtcdCertificates certificates)
    {
        await using EtcdStore store = Connect(certificates, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel));
    }

    private EtcdStore Connect(EtcdCertificates certificates, TimeSpan timeout)
    {
        var options = new EtcdStoreOptions
        {
            Servers = [new Uri($"https://{_served.Address.Authority}")],
            Authorities = certificates.Authorities,
            ClientCertificate = certificates.Client,
            ConnectTimeout = timeout,
        };
        return new EtcdStore(options, TimeProvider.System, NullLogger<EtcdStore>.Instance);
    }
}
