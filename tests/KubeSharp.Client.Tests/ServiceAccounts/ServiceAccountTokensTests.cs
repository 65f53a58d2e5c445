using KubeSharp.Client.ServiceAccounts;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.ServiceAccounts;

public sealed class ServiceAccountTokensTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TokenIssuer _issuer = new();
    private readonly ServiceAccountTokens _tokens;

    public ServiceAccountTokensTests() =>
        _tokens = new ServiceAccountTokens(new KubeClient(_issuer), new NamespacedName("kube-system", "job-controller"), _time);

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public async Task AMissingAccountIsMade()
    {
        Assert.Equal("token-1", await TokenAsync());
        Assert.Equal(["kube-system/job-controller"], _issuer.Accounts);
    }

    [Fact]
    public async Task ATokenIsUsedForMostOfItsLife()
    {
        await TokenAsync();
        _time.Advance(TimeSpan.FromMinutes(47));
        Assert.Equal("token-1", await TokenAsync());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-2", await TokenAsync());
    }

    [Fact]
    public async Task WithoutAnIssuerATokenIsUsedToItsEnd()
    {
        await TokenAsync();
        _issuer.IsDown = true;
        _time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("token-1", await TokenAsync());
        _time.Advance(TimeSpan.FromMinutes(11));
        await Assert.ThrowsAsync<HttpRequestException>(TokenAsync);
        _issuer.IsDown = false;
        Assert.Equal("token-2", await TokenAsync());
    }

    [Fact]
    public async Task ARefusedTokenIsReplaced_ButOnlyOnce()
    {
        var first = await TokenAsync();
        Assert.True(_tokens.Drop(first));
        var second = await TokenAsync();
        Assert.True(_tokens.Drop(first));
        Assert.Equal(second, await TokenAsync());
    }

    private async Task<string> TokenAsync() => await _tokens.GetAsync(TestContext.Current.CancellationToken);
}
