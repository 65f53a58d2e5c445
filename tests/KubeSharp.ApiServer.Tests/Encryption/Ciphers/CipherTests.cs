using System.Security.Cryptography;
using System.Text;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Encryption.Ciphers;

namespace KubeSharp.ApiServer.Tests.Encryption.Ciphers;

public sealed class CipherTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>The vector of NaCl's own test of crypto_secretbox.</summary>
    [Fact]
    public void Secretbox_IsNaCls()
    {
        var box = new SecretboxCipher(Convert.FromHexString("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389"));
        var nonce = Convert.FromHexString("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        var message = Convert.FromHexString(
            "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
            + "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864"
            + "5e0705");
        const string Expected =
            "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972"
            + "71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3"
            + "7973f622a43d14a6599b1f654cb45a74e355a5";
        var boxed = box.Seal(nonce, message);
        Assert.Equal(Expected, Convert.ToHexStringLower(boxed.AsSpan(24)));
        Assert.Equal(message, box.Decrypt(boxed, ""));
    }

    /// <summary>RFC 8439, 2.5.2 and A.3.</summary>
    [Theory]
    [InlineData("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b", "43727970746f6772617068696320466f72756d2052657365617263682047726f7570", "a8061dc1305136c6c22b8baf0c0127a9")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000", "ffffffffffffffffffffffffffffffff", "03000000000000000000000000000000")]
    [InlineData("02000000000000000000000000000000ffffffffffffffffffffffffffffffff", "02000000000000000000000000000000", "03000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000", "05000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101", "00000000000000000000000000000000")]
    public void Poly1305_IsTheStandards(string key, string message, string tag)
    {
        Span<byte> made = stackalloc byte[16];
        Poly1305.Tag(Convert.FromHexString(key), Convert.FromHexString(message), made);
        Assert.Equal(tag, Convert.ToHexStringLower(made));
    }

    /// <summary>Upstream's layout: nonce or IV first, the path authenticated by GCM.</summary>
    [Fact]
    public void Gcm_HasNonceCiphertextTag_OverThePath()
    {
        var sealedValue = new AesGcmCipher(Key).Encrypt("secret"u8, "/registry/secrets/ns/a");
        var plain = new byte[6];
        using var gcm = new AesGcm(Key, 16);
        gcm.Decrypt(sealedValue.AsSpan(0, 12), sealedValue.AsSpan(12, 6), sealedValue.AsSpan(18), plain, "/registry/secrets/ns/a"u8);
        Assert.Equal("secret", Encoding.UTF8.GetString(plain));
    }

    [Theory]
    [InlineData("aescbc", false)]
    [InlineData("aesgcm", true)]
    [InlineData("secretbox", false)]
    [InlineData("derived", true)]
    public void Value_ComesBack_AndATamperedOneDoesNot(string kind, bool bindsPath)
    {
        var cipher = Cipher(kind, Key);
        foreach (var length in (int[])[0, 1, 15, 16, 17, 63, 64, 65, 5000])
        {
            var data = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(data, cipher.Decrypt(cipher.Encrypt(data, "/a"), "/a"));
        }

        var sealedValue = cipher.Encrypt("some data"u8, "/a");
        Assert.NotEqual(sealedValue, cipher.Encrypt("some data"u8, "/a"));
        if (bindsPath)
        {
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(sealedValue, "/b"));
        }

        if (kind != "aescbc")
        {
            sealedValue[^1] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(sealedValue, "/a"));
        }

        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(new byte[5], "/a"));
    }

    private static IValueCipher Cipher(string kind, byte[] key) => kind switch
    {
        "aescbc" => new AesCbcCipher(key),
        "aesgcm" => new AesGcmCipher(key),
        "secretbox" => new SecretboxCipher(key),
        _ => new DerivedGcmCipher(key),
    };
}
