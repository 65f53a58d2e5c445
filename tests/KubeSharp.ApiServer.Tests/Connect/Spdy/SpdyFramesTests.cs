using KubeSharp.ApiServer.Connect.Spdy;

namespace KubeSharp.ApiServer.Tests.Connect.Spdy;

public sealed class SpdyFramesTests
{
    [Fact]
    public void Frames_HaveTheBytesOfTheSpecification()
    {
        Assert.Equal("800300010000000C" + "00000003" + "00000000" + "0000" + "AABB", Hex(SpdyFrames.SynStream(3, fin: false, [0xAA, 0xBB])));
        Assert.Equal("8003000100" + "00000A" + "00000001" + "00000000" + "0000", Hex(SpdyFrames.SynStream(1, fin: false, [])));
        Assert.Equal("8003000101" + "00000A" + "00000001" + "00000000" + "0000", Hex(SpdyFrames.SynStream(1, fin: true, [])));
        Assert.Equal("8003000200000005" + "00000002" + "CC", Hex(SpdyFrames.SynReply(2, [0xCC])));
        Assert.Equal("8003000300000008" + "00000005" + "00000005", Hex(SpdyFrames.Reset(5, SpdyStatus.Cancel)));
        Assert.Equal("8003000600000004" + "00000002", Hex(SpdyFrames.Ping(2)));
        Assert.Equal("8003000700000008" + "00000009" + "00000000", Hex(SpdyFrames.GoAway(9, SpdyStatus.Ok)));
        Assert.Equal("8003000900000008" + "00000000" + "00008000", Hex(SpdyFrames.WindowUpdate(0, 0x8000)));
        Assert.Equal("00000007" + "01" + "000010", Hex(SpdyFrames.DataHead(7, fin: true, 16)));
    }

    [Fact]
    public void Header_ParsesWhatIsWritten()
    {
        Assert.Equal(
            new SpdyFrameHeader(true, SpdyFrameType.Ping, 0, 0, 4), SpdyFrameHeader.Parse(SpdyFrames.Ping(1)));
        Assert.Equal(
            new SpdyFrameHeader(false, default, 7, SpdyFrameHeader.FlagFin, 16), SpdyFrameHeader.Parse(SpdyFrames.DataHead(7, fin: true, 16)));
    }

    [Fact]
    public void Header_OfAnotherVersion_IsAProtocolError() =>
        Assert.Throws<SpdyProtocolException>(() => SpdyFrameHeader.Parse(Convert.FromHexString("8002000600000004")));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
