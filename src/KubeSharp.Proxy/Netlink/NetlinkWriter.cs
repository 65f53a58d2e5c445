using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.Proxy.Netlink;

/// <summary>Puts messages together, one after another; see <see cref="NetlinkReader"/> for their form.</summary>
internal sealed class NetlinkWriter
{
    public const int Request = 1;
    public const int Acknowledge = 4;
    public const int Dump = 0x300;
    public const int Exclusive = 0x200;
    public const int Create = 0x400;
    public const int Append = 0x800;

    private const int HeaderLength = 16;
    private const int Nested = 0x8000;

    private byte[] _bytes = new byte[256];
    private int _length;
    private int _message;

    /// <summary>All messages.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins a message with the fixed part of its body.</summary>
    public NetlinkWriter Begin(int type, int flags, ReadOnlySpan<byte> prefix, uint sequence = 0)
    {
        _message = _length;
        var header = Take(HeaderLength);
        BitConverter.TryWriteBytes(header[4..], (ushort)type);
        BitConverter.TryWriteBytes(header[6..], (ushort)flags);
        BitConverter.TryWriteBytes(header[8..], sequence);
        prefix.CopyTo(Take(Align(prefix.Length)));
        return this;
    }

    /// <summary>Ends the message begun last.</summary>
    public NetlinkWriter End()
    {
        BitConverter.TryWriteBytes(_bytes.AsSpan(_message), _length - _message);
        return this;
    }

    public NetlinkWriter Bytes(int type, ReadOnlySpan<byte> value)
    {
        var attribute = Take(4 + Align(value.Length));
        BitConverter.TryWriteBytes(attribute, (ushort)(4 + value.Length));
        BitConverter.TryWriteBytes(attribute[2..], (ushort)type);
        value.CopyTo(attribute[4..]);
        return this;
    }

    /// <summary>With the zero byte at its end.</summary>
    public NetlinkWriter Text(int type, string value)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length) + 1];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        bytes[length] = 0;
        return Bytes(type, bytes[..(length + 1)]);
    }

    public NetlinkWriter Byte(int type, byte value) => Bytes(type, [value]);

    /// <summary>In the machine's order.</summary>
    public NetlinkWriter Number(int type, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BitConverter.TryWriteBytes(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>In the machine's order.</summary>
    public NetlinkWriter Number(int type, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BitConverter.TryWriteBytes(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>In the network's order.</summary>
    public NetlinkWriter NetworkNumber(int type, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>In the network's order.</summary>
    public NetlinkWriter NetworkNumber(int type, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>In the network's order.</summary>
    public NetlinkWriter NetworkNumber(int type, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>Begins an attribute that holds attributes. To be closed with what this returns.</summary>
    public int Open(int type)
    {
        var at = _length;
        BitConverter.TryWriteBytes(Take(4)[2..], (ushort)(type | Nested));
        return at;
    }

    public void Close(int at) => BitConverter.TryWriteBytes(_bytes.AsSpan(at), (ushort)(_length - at));

    /// <summary>Forgets what is written.</summary>
    public void Clear() => _length = 0;

    private Span<byte> Take(int length)
    {
        if (_length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        }

        var taken = _bytes.AsSpan(_length, length);
        taken.Clear();
        _length += length;
        return taken;
    }

    private static int Align(int length) => (length + 3) & ~3;
}
