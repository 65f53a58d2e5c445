using System.Buffers.Binary;
using System.Text;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes nested protobuf messages in one pass: lengths are reserved in a fixed width and filled in at the end.</summary>
internal sealed class ProtoMessages(PooledBuffer output)
{
    private const int LengthWidth = 4;
    private const int VarintBits = 7;

    public void Text(int field, string? value)
    {
        if (value is null)
        {
            return;
        }

        Key(field, 2);
        Varint((ulong)Encoding.UTF8.GetByteCount(value));
        output.Advance(Encoding.UTF8.GetBytes(value, output.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }

    public void Bool(int field, bool value)
    {
        if (value)
        {
            Key(field, 0);
            Varint(1);
        }
    }

    public void Double(int field, double value)
    {
        Key(field, 1);
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    public void Integer(int field, long value)
    {
        Key(field, 0);
        Varint((ulong)value);
    }

    /// <summary>Begins a message field; the result goes to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Key(field, 2);
        output.GetSpan(LengthWidth);
        output.Advance(LengthWidth);
        return output.Length;
    }

    public void End(int start)
    {
        // A varint may be padded: every byte but the last has its high bit set.
        var length = output.Length - start;
        var span = output.At(start - LengthWidth, LengthWidth);
        for (var i = 0; i < LengthWidth; i++)
        {
            span[i] = (byte)(((length >> (VarintBits * i)) & 0x7F) | (i < LengthWidth - 1 ? 0x80 : 0));
        }
    }

    private void Key(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    private void Varint(ulong value)
    {
        var span = output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= VarintBits;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }
}
