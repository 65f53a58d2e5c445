using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Lists;

namespace KubeSharp.ApiServer.Tests.Handlers.Lists;

public sealed class ContinueTokenTests
{
    [Fact]
    public void Encode_IsUpstreamsForm() =>
        Assert.Equal(
            """{"v":"meta.k8s.io/v1","rv":42,"start":"default/a\u0000"}""",
            System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(new ContinueToken(42, "default/a\0").Encode())));

    [Fact]
    public void RoundTrips() => Assert.Equal(new ContinueToken(7, "ns/x\0"), ContinueToken.Decode(new ContinueToken(7, "ns/x\0").Encode()));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"v":"v2","rv":1,"start":"a"}""")]
    [InlineData("""{"v":"meta.k8s.io/v1","rv":0,"start":"a"}""")]
    [InlineData("""{"v":"meta.k8s.io/v1","rv":1,"start":""}""")]
    [InlineData("""{"v":"meta.k8s.io/v1","rv":1,"start":"../x"}""")]
    [InlineData("""{"v":"meta.k8s.io/v1","rv":"x","start":"a"}""")]
    public void Foreign_IsBadRequest(string json)
    {
        var token = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Equal(400, Assert.Throws<ApiException>(() => ContinueToken.Decode(token)).Code);
    }
}
