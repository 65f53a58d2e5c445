using System.Text;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Encryption.Ciphers;

namespace KubeSharp.ApiServer.Tests.Encryption;

public sealed class EncryptionConfigurationTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Rules_AreReadWithTheirKeysInOrder()
    {
        var rules = Parse(
            """
            - resources: [secrets, widgets.example.test]
              providers:
              - secretbox: {keys: [{name: new, secret: KEY}]}
              - aesgcm: {keys: [{name: old, secret: KEY}, {name: older, secret: KEY}]}
              - kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}
              - identity: {}
            - resources: ["*.apps", "*."]
              providers: [{identity: {}}]
            """.Replace("KEY", Key));
        Assert.Equal(
            ["k8s:enc:secretbox:v1:new:", "k8s:enc:aesgcm:v1:old:", "k8s:enc:aesgcm:v1:older:", "k8s:enc:kms:v2:vault:", ""],
            rules[0].Ciphers.Select(cipher => Encoding.UTF8.GetString(cipher.Prefix)));
        Assert.True(rules[0].Covers("", "secrets"));
        Assert.True(rules[0].Covers("example.test", "widgets"));
        Assert.False(rules[0].Covers("apps", "secrets"));
        Assert.True(rules[1].Covers("apps", "deployments"));
        Assert.True(rules[1].Covers("", "pods"));
        Assert.False(rules[1].Covers("batch", "jobs"));
    }

    [Theory]
    [InlineData("[]", "at least one resource")]
    [InlineData("[{resources: [secrets], providers: []}]", "at least one provider")]
    [InlineData("[{resources: ['*'], providers: [{identity: {}}]}]", "write resource.group")]
    [InlineData("[{resources: [secrets], providers: [{identity: {}, aescbc: {keys: [{name: a, secret: AAECAwQFBgcICQoLDA0ODw==}]}}]}]", "exactly one")]
    [InlineData("[{resources: [secrets], providers: [{aescbc: {keys: [{name: a, secret: AAEC}]}}]}]", "got 3, expected one of [16 24 32]")]
    [InlineData("[{resources: [secrets], providers: [{kms: {name: a, endpoint: 'unix:///a'}}]}]", "supported values: \"v2\"")]
    [InlineData("[{resources: [secrets], providers: [{rot13: {}}]}]", "unknown field")]
    public void WhatCannotBeUsed_IsRefused(string resources, string reason)
    {
        var failure = Assert.Throws<ConfigurationException>(() => Parse(resources));
        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public void Form_WritesByTheFirst_ReadsByThePrefix_AndKnowsWhatIsStale()
    {
        var gcm = new PrefixedCipher("k8s:enc:aesgcm:v1:a:"u8.ToArray(), new AesGcmCipher(Convert.FromBase64String(Key)));
        var form = new EncryptedForm([PrefixedCipher.Identity, gcm]);
        var plain = form.ToStore("/k", [1, 2]);
        Assert.Equal([1, 2], plain);
        form.Exchange([gcm, PrefixedCipher.Identity]);
        Assert.True(form.IsStale(plain));
        var sealedValue = form.ToStore("/k", [1, 2]);
        Assert.StartsWith("k8s:enc:aesgcm:v1:a:", Encoding.Latin1.GetString(sealedValue));
        Assert.False(form.IsStale(sealedValue));
        Assert.Equal([1, 2], form.FromStore("/k", sealedValue).ToArray());
        Assert.Equal([1, 2], form.FromStore("/k", plain).ToArray());
        form.Exchange([PrefixedCipher.Identity]);
        Assert.Throws<ApiServer.Cache.StoredFormException>(() => form.FromStore("/k", sealedValue));
    }

    private static IReadOnlyList<EncryptionRule> Parse(string resources)
    {
        var text = $"apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: {(resources[0] == '-' ? "\n" : "")}{resources}\n";
        return new EncryptionConfigurationReader(_ => new AesGcmCipher([])).Parse(Encoding.UTF8.GetBytes(text), "file.yaml");
    }
}
