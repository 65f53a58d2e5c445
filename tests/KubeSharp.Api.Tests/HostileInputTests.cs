using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Documents;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"metadata\":{\"name\":\"\\ud8")]
    [InlineData("{\"metadata\":{\"name\":\"a\nb\"}}")]
    [InlineData("{\"metadata\":{\"name\":\"\\x\"}}")]
    [InlineData("{\"metadata\":{\"generation\":99999999999999999999999}}")]
    [InlineData("{\"metadata\":{\"generation\":01}}")]
    [InlineData("{\"metadata\":{\"generation\":-}}")]
    [InlineData("{\"metadata\":{\"generation\":1.}}")]
    [InlineData("{\"metadata\":{\"creationTimestamp\":\"yesterday\"}}")]
    [InlineData("{\"metadata\":{\"creationTimestamp\":\"2026-13-01T00:00:00Z\"}}")]
    [InlineData("{\"spec\":{\"containers\":{}}}")]
    [InlineData("{\"spec\":{\"containers\":[1,]}}")]
    [InlineData("{\"spec\":{\"containers\":[{\"resources\":{\"limits\":{\"cpu\":\"much\"}}}]}}")]
    [InlineData("{,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("nul")]
    [InlineData("{\"x\":tru}")]
    public void BadJsonIsAnError(string json) =>
        Assert.Throws<DecodeException>(() => JsonCodec.Decode<Pod>(Encoding.UTF8.GetBytes(json), new DecodeWarnings()));

    [Fact]
    public void InvalidUtf8IsAnError()
    {
        byte[] json = [.. "{\"metadata\":{\"name\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        Assert.Throws<DecodeException>(() => JsonCodec.Decode<Pod>(json));
        byte[] skipped = [.. "{\"unknown\":\""u8, 0xFF, .. "\"}"u8];
        Assert.Throws<DecodeException>(() => JsonCodec.Decode<Pod>(skipped));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"spec\":{\"x\":[")]
    public void DeepNestingIsAnError(string open)
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, 200_000)));
        Assert.Throws<DecodeException>(() => JsonCodec.Decode<Pod>(json));
        Assert.Throws<DecodeException>(() => DocNode.Parse(json));
    }

    [Fact]
    public void DeepSchemasAreAnError()
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"not\":", 100_000)));
        byte[] crd = [.. "{\"spec\":{\"versions\":[{\"schema\":{\"openAPIV3Schema\":"u8, .. json];
        Assert.Throws<DecodeException>(() => JsonCodec.Decode<Apiextensions.V1.CustomResourceDefinition>(crd));
    }

    [Fact]
    public void LengthsThatLieAllocateNothing()
    {
        byte[] body = [.. ProtobufCodec.Prefix, 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3];
        Assert.Throws<DecodeException>(() => ProtobufCodec.Decode<Pod>(body));
        byte[] inner = [.. ProtobufCodec.Prefix, 0x12, 4, 0x0A, 0xFF, 0xFF, 0x7F];
        Assert.Throws<DecodeException>(() => ProtobufCodec.Decode<Pod>(inner));
        Assert.Throws<DecodeException>(() => ProtobufCodec.Decode<Pod>("{}"u8));
    }

    [Fact]
    public void TruncatedProtobufIsAnErrorOrAPrefix()
    {
        var pod = new RandomDocuments(new Random(7)).Object(ApiTypes.Of<Pod>().Schema);
        var body = ProtobufCodec.Encode(JsonCodec.Decode<Pod>(pod.ToJson()));
        for (var length = 0; length < body.Length; length += 3)
        {
            Survive(() => ProtobufCodec.Decode<Pod>(body.AsSpan(0, length)));
        }
    }

    [Fact]
    public void GarbledInputNeverCrashes()
    {
        var random = new Random(20260101);
        var pod = new RandomDocuments(random).Object(ApiTypes.Of<Pod>().Schema).ToJson();
        var proto = ProtobufCodec.Encode(JsonCodec.Decode<Pod>(pod));
        for (var i = 0; i < 3000; i++)
        {
            var json = Garble(pod, random);
            Survive(() => JsonCodec.Decode<Pod>(json, new DecodeWarnings()));
            var body = Garble(proto, random);
            Survive(() => ProtobufCodec.DecodeBare(ApiTypes.Of<Pod>(), body.AsSpan(Math.Min(4, body.Length))));
            Survive(() => JsonCodec.Encode(ProtobufCodec.DecodeBare(ApiTypes.Of<Pod>(), body.AsSpan(Math.Min(40, body.Length)))));
            if (i % 20 == 0)
            {
                Survive(() => YamlJson.ToJson(json));
            }
        }
    }

    [Fact]
    public void AliasBombsAreAnError()
    {
        var yaml = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
        {
            yaml.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var e = Assert.Throws<DecodeException>(() => YamlJson.ToJson(Encoding.UTF8.GetBytes(yaml.ToString())));
        Assert.Contains("excessive aliasing", e.Message);
    }

    private static byte[] Garble(byte[] source, Random random)
    {
        var copy = (byte[])source.Clone();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? copy[..random.Next(copy.Length)] : copy;
    }

    private static void Survive(Action decode)
    {
        try
        {
            decode();
        }
        catch (DecodeException)
        {
        }
    }
}
