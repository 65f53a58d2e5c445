using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Volumes.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Volumes.Tokens;

public sealed class ServiceAccountTokensTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ObjectServer _server;
    private readonly ServiceAccountTokens _tokens;

    public ServiceAccountTokensTests()
    {
        _server = new ObjectServer(_time);
        _tokens = new ServiceAccountTokens(new KubeClient(_server), _time, NullLogger<ServiceAccountTokens>.Instance);
    }

    [Fact]
    public async Task Token_IsRenewedAt80PercentOfItsLife()
    {
        Assert.Equal("token-1", await GetAsync());
        Assert.Equal(_time.GetUtcNow().AddMinutes(48), _tokens.NextRefresh("u1"));
        _time.Advance(TimeSpan.FromMinutes(47));
        Assert.Equal("token-1", await GetAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("token-2", await GetAsync());
    }

    [Fact]
    public async Task LongLivedToken_IsRenewedDaily()
    {
        _server.TokenLife = TimeSpan.FromDays(365);
        await GetAsync();
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("token-2", await GetAsync());
    }

    [Fact]
    public async Task FailedRenewal_KeepsTheOldTokenWhileItIsGood()
    {
        await GetAsync();
        _server.RefuseTokens = true;
        _time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("token-1", await GetAsync());
        _time.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<ApiException>(async () => await GetAsync());
    }

    [Fact]
    public async Task OtherAudience_IsAnotherToken()
    {
        Assert.Equal("token-1", await GetAsync());
        Assert.Equal("token-2", await GetAsync("vault"));
        _tokens.Forget("u1");
        Assert.Null(_tokens.NextRefresh("u1"));
    }

    private ValueTask<string> GetAsync(string audience = "") => _tokens.GetAsync(
        new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = "p", UID = "u1" }, Spec = new PodSpec { ServiceAccountName = "default" } },
        new ServiceAccountTokenProjection { Audience = audience, ExpirationSeconds = 3600, Path = "token" },
        CancellationToken.None);
}
