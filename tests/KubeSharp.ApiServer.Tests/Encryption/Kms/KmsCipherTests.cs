using System.Security.Cryptography;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Encryption.Kms;

public sealed class KmsCipherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeKms _kms = new();

    [Fact]
    public async Task Value_IsReadByAnotherServer_WhichAsksThePluginOnce()
    {
        var writer = await CreateAsync();
        var values = Enumerable.Range(0, 3).Select(i => writer.Encrypt([(byte)i], "/a")).ToList();
        IValueCipher reader = await CreateAsync();
        foreach (var (i, value) in values.Index())
        {
            await reader.PrepareAsync(value, CancellationToken.None);
            Assert.Equal([(byte)i], reader.Decrypt(value, "/a"));
        }

        Assert.Equal(1, _kms.Decryptions);
        Assert.Throws<CryptographicException>(() => reader.Decrypt(new byte[] { 1, 2, 3 }, "/a"));
    }

    [Fact]
    public async Task ChangedKey_MakesOldValuesStale_ButLeavesThemReadable()
    {
        var cipher = await CreateAsync();
        var old = cipher.Encrypt([7], "/a");
        Assert.False(cipher.IsStale(old));
        _kms.KeyId = "key-2";
        await cipher.RefreshAsync(CancellationToken.None);
        Assert.True(cipher.IsStale(old));
        Assert.False(cipher.IsStale(cipher.Encrypt([7], "/a")));
        Assert.Equal([7], cipher.Decrypt(old, "/a"));
    }

    [Fact]
    public async Task SickPlugin_IsTold_AndWritesEndAfterAWhile()
    {
        var cipher = await CreateAsync();
        Assert.Null(cipher.Problem);
        _kms.IsDown = true;
        _time.Advance(TimeSpan.FromMinutes(2));
        await cipher.RefreshAsync(CancellationToken.None);
        Assert.Equal("down", cipher.Problem);
        cipher.Encrypt([7], "/a");
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Throws<CryptographicException>(() => cipher.Encrypt([7], "/a"));
        (_kms.IsDown, _kms.Healthz) = (false, "locked");
        await cipher.RefreshAsync(CancellationToken.None);
        Assert.Contains("locked", cipher.Problem);
    }

    [Fact]
    public async Task PluginThatIsDown_MakesTheStoreUnavailable_NotTheValueUnreadable()
    {
        var value = (await CreateAsync()).Encrypt([7], "/a");
        IValueCipher reader = await CreateAsync();
        _kms.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await reader.PrepareAsync(value, CancellationToken.None));
        _kms.IsDown = false;
        await reader.PrepareAsync(value, CancellationToken.None);
        Assert.Equal([7], reader.Decrypt(value, "/a"));
    }

    private async Task<KmsCipher> CreateAsync()
    {
        var cipher = new KmsCipher("test", _kms, _time, NullLogger<KmsCipher>.Instance);
        await cipher.RefreshAsync(CancellationToken.None);
        return cipher;
    }
}
