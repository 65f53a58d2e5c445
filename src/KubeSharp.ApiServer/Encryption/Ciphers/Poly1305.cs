using System.Buffers.Binary;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>The one-time authenticator Poly1305 (RFC 8439, 2.5), in limbs of 26 bits. No step depends on the data.</summary>
internal static class Poly1305
{
    public const int KeySize = 32;
    public const int TagSize = 16;

    private const uint Mask = 0x3ffffff;

    public static void Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> tag)
    {
        Span<uint> r = stackalloc uint[5];
        Limbs(key[..16], 0, r);
        ReadOnlySpan<uint> clamp = [0x3ffffff, 0x3ffff03, 0x3ffc0ff, 0x3f03fff, 0x00fffff];
        for (var i = 0; i < 5; i++)
        {
            r[i] &= clamp[i];
        }

        Span<uint> h = stackalloc uint[5];
        Span<uint> block = stackalloc uint[5];
        Span<byte> last = stackalloc byte[16];
        while (!message.IsEmpty)
        {
            if (message.Length >= 16)
            {
                Limbs(message[..16], 1u << 24, block);
                message = message[16..];
            }
            else
            {
                last.Clear();
                message.CopyTo(last);
                last[message.Length] = 1;
                Limbs(last, 0, block);
                message = default;
            }

            for (var i = 0; i < 5; i++)
            {
                h[i] += block[i];
            }

            Multiply(h, r);
        }

        Finish(h, key[16..], tag);
    }

    private static void Limbs(ReadOnlySpan<byte> bytes, uint top, Span<uint> limbs)
    {
        limbs[0] = BinaryPrimitives.ReadUInt32LittleEndian(bytes) & Mask;
        limbs[1] = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[3..]) >> 2) & Mask;
        limbs[2] = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[6..]) >> 4) & Mask;
        limbs[3] = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[9..]) >> 6) & Mask;
        limbs[4] = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) >> 8) | top;
    }

    /// <summary>h = h * r modulo 2^130 - 5, not fully reduced.</summary>
    private static void Multiply(Span<uint> h, ReadOnlySpan<uint> r)
    {
        Span<ulong> product = stackalloc ulong[5];
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                // What overflows 2^130 comes back five times.
                var factor = i + j < 5 ? r[j] : 5 * r[j];
                product[(i + j) % 5] += (ulong)h[i] * factor;
            }
        }

        ulong carry = 0;
        for (var i = 0; i < 5; i++)
        {
            product[i] += carry;
            h[i] = (uint)product[i] & Mask;
            carry = product[i] >> 26;
        }

        carry = h[0] + (carry * 5);
        h[0] = (uint)carry & Mask;
        h[1] += (uint)(carry >> 26);
    }

    private static void Finish(Span<uint> h, ReadOnlySpan<byte> pad, Span<byte> tag)
    {
        Carry(h);
        Carry(h);

        // h - p, if that is not negative.
        Span<uint> g = stackalloc uint[5];
        uint carry = 5;
        for (var i = 0; i < 5; i++)
        {
            g[i] = h[i] + carry;
            carry = g[i] >> 26;
            g[i] &= Mask;
        }

        var useG = 0u - carry;
        for (var i = 0; i < 5; i++)
        {
            h[i] = (h[i] & ~useG) | (g[i] & useG);
        }

        ReadOnlySpan<uint> words = [h[0] | (h[1] << 26), (h[1] >> 6) | (h[2] << 20), (h[2] >> 12) | (h[3] << 14), (h[3] >> 18) | (h[4] << 8)];
        ulong sum = 0;
        for (var i = 0; i < 4; i++)
        {
            sum += (ulong)words[i] + BinaryPrimitives.ReadUInt32LittleEndian(pad[(4 * i)..]);
            BinaryPrimitives.WriteUInt32LittleEndian(tag[(4 * i)..], (uint)sum);
            sum >>= 32;
        }
    }

    private static void Carry(Span<uint> h)
    {
        uint carry = 0;
        for (var i = 0; i < 5; i++)
        {
            h[i] += carry;
            carry = h[i] >> 26;
            h[i] &= Mask;
        }

        h[0] += carry * 5;
    }
}
