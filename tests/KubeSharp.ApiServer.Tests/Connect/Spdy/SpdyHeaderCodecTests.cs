using System.Buffers;
using System.IO.Compression;
using System.Text;
using KubeSharp.ApiServer.Connect.Spdy;

namespace KubeSharp.ApiServer.Tests.Connect.Spdy;

public sealed class SpdyHeaderCodecTests
{
    [Fact]
    public void Dictionary_HasThePublishedChecksum()
    {
        uint a = 1, b = 0;
        foreach (var value in SpdyDictionary.Bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        Assert.Equal(1423, SpdyDictionary.Bytes.Length);
        Assert.Equal(SpdyDictionary.Checksum, (b << 16) | a);
    }

    [Fact]
    public void Decode_BlocksThatZlibCompressedInOneStream()
    {
        var decoder = new SpdyHeaderDecoder();

        var first = decoder.Decode(Convert.FromHexString("78f9e3c6a7c202a62346703a2b294a4dcc851625aca9a08006000000ffff"));
        var second = decoder.Decode(Convert.FromHexString(
            "02a5474ca9e21260768194d845e0cc6161606100a4398b20319c094af98c0600000000ffff"));
        var third = decoder.Decode(Convert.FromHexString("02120c00000000ffff"));

        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "error" }, first);
        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "stdin", ["port"] = "8080", ["requestid"] = "0" }, second);
        Assert.Empty(third);
    }

    [Fact]
    public void Encode_ThenDecode_GivesTheSameHeaders()
    {
        var encoder = new SpdyHeaderEncoder();
        var decoder = new SpdyHeaderDecoder();
        var large = new string('x', 40_000);
        foreach (var value in new[] { "error", "", large, "stdin" })
        {
            var headers = new Dictionary<string, string> { ["StreamType"] = value, ["port"] = "80" };
            Assert.Equal(
                new Dictionary<string, string> { ["streamtype"] = value, ["port"] = "80" },
                decoder.Decode(encoder.Encode(headers)));
        }
    }

    [Fact]
    public void Encode_EmitsStoredBlocksEndedByASyncFlush()
    {
        var bytes = new SpdyHeaderEncoder().Encode(new Dictionary<string, string> { ["a"] = "b" });

        Assert.Equal("7820E3C6A7C2" + "000E00F1FF" + "0000000100000001610000000162" + "000000FFFF", Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    [InlineData(200_000)]
    public void Inflater_AgreesWithDotNetsDeflate(int size)
    {
        var random = new Random(size);
        var text = new byte[size];
        for (var i = 0; i < size; i++)
        {
            text[i] = (byte)("abcdefgh"[random.Next(8)] + (i % 1000 == 0 ? 1 : 0));
        }

        var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(text);
            deflate.Flush();
            var flushed = compressed.ToArray();
            var output = new ArrayBufferWriter<byte>();
            new Inflater([]).Inflate(flushed, output, int.MaxValue);
            Assert.Equal(text, output.WrittenSpan.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("78")]
    [InlineData("78f900000000")]
    [InlineData("78f9e3c6a7c2")]
    [InlineData("78f9e3c6a7c202a623")]
    [InlineData("78f9e3c6a7c2ffffffffffff")]
    [InlineData("78f9e3c6a7c2000400fbffffffffff0000ffff")]
    public void Decode_Garbage_IsAProtocolError(string hex) =>
        Assert.Throws<SpdyProtocolException>(() => new SpdyHeaderDecoder().Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Decode_Bomb_IsAProtocolError()
    {
        var compressed = new MemoryStream();
        using var deflate = new DeflateStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(Encoding.ASCII.GetBytes(new string('x', 1_000_000)));
        deflate.Flush();
        byte[] block = [0x78, 0x01, .. compressed.ToArray()];

        Assert.Throws<SpdyProtocolException>(() => new SpdyHeaderDecoder().Decode(block));
    }
}
