using System.Buffers.Binary;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// The eight bytes every frame starts with.
/// <code>
/// control: |1| version 15 | type 16 | flags 8 | length 24 |
/// data:    |0| stream id 31         | flags 8 | length 24 |
/// </code>
/// </summary>
internal readonly record struct SpdyFrameHeader(bool IsControl, SpdyFrameType Type, int StreamId, byte Flags, int Length)
{
    public const int Size = 8;
    public const ushort Version = 3;
    public const byte FlagFin = 1;

    public bool IsFin => (Flags & FlagFin) != 0;

    public static SpdyFrameHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var second = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var flags = (byte)(second >> 24);
        var length = (int)(second & 0xFFFFFF);
        if ((first & 0x8000_0000) == 0)
        {
            return new SpdyFrameHeader(false, default, (int)first, flags, length);
        }

        var version = (first >> 16) & 0x7FFF;
        if (version != Version)
        {
            throw new SpdyProtocolException($"unsupported SPDY version {version}");
        }

        return new SpdyFrameHeader(true, (SpdyFrameType)(first & 0xFFFF), 0, flags, length);
    }

    public static void WriteData(Span<byte> target, int streamId, byte flags, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, streamId);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], ((uint)flags << 24) | (uint)length);
    }

    public static void WriteControl(Span<byte> target, SpdyFrameType type, byte flags, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, 0x8000_0000 | ((uint)Version << 16) | (ushort)type);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], ((uint)flags << 24) | (uint)length);
    }
}
