using System.Buffers.Binary;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>Encodes frames.</summary>
internal static class SpdyFrames
{
    public static byte[] SynStream(int streamId, bool fin, ReadOnlySpan<byte> headerBlock)
    {
        var frame = Control(SpdyFrameType.SynStream, fin, 10 + headerBlock.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), streamId);
        headerBlock.CopyTo(frame.AsSpan(18));
        return frame;
    }

    public static byte[] SynReply(int streamId, ReadOnlySpan<byte> headerBlock)
    {
        var frame = Control(SpdyFrameType.SynReply, fin: false, 4 + headerBlock.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), streamId);
        headerBlock.CopyTo(frame.AsSpan(12));
        return frame;
    }

    public static byte[] DataHead(int streamId, bool fin, int length)
    {
        var head = new byte[SpdyFrameHeader.Size];
        SpdyFrameHeader.WriteData(head, streamId, fin ? SpdyFrameHeader.FlagFin : (byte)0, length);
        return head;
    }

    public static byte[] Reset(int streamId, SpdyStatus status) => TwoWords(SpdyFrameType.RstStream, streamId, (uint)status);

    public static byte[] WindowUpdate(int streamId, int delta) => TwoWords(SpdyFrameType.WindowUpdate, streamId, (uint)delta);

    /// <summary>A SETTINGS frame of one entry.</summary>
    public static byte[] Setting(int id, int value)
    {
        var frame = Control(SpdyFrameType.Settings, fin: false, 12);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(12), id);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(16), value);
        return frame;
    }

    public static byte[] GoAway(int lastGoodStreamId, SpdyStatus status) => TwoWords(SpdyFrameType.GoAway, lastGoodStreamId, (uint)status);

    public static byte[] Ping(uint id)
    {
        var frame = Control(SpdyFrameType.Ping, fin: false, 4);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), id);
        return frame;
    }

    private static byte[] TwoWords(SpdyFrameType type, int first, uint second)
    {
        var frame = Control(type, fin: false, 8);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), first);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(12), second);
        return frame;
    }

    private static byte[] Control(SpdyFrameType type, bool fin, int length)
    {
        var frame = new byte[SpdyFrameHeader.Size + length];
        SpdyFrameHeader.WriteControl(frame, type, fin ? SpdyFrameHeader.FlagFin : (byte)0, length);
        return frame;
    }
}
