using System.Buffers.Binary;
using System.Numerics;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>The Salsa20 core, and XSalsa20 on it with its nonce of 24 bytes (D. J. Bernstein, "Extending the Salsa20 nonce").</summary>
internal static class Salsa20
{
    public const int BlockSize = 64;
    public const int KeySize = 32;
    public const int NonceSize = 24;

    private const int Rounds = 20;

    // "expand 32-byte k"
    private static readonly uint[] Constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

    /// <summary>The key stream of XSalsa20 from its beginning.</summary>
    public static void XKeyStream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, Span<byte> output)
    {
        Span<byte> subkey = stackalloc byte[KeySize];
        HSalsa20(key, nonce[..16], subkey);
        Span<uint> state = stackalloc uint[16];
        Span<byte> block = stackalloc byte[BlockSize];
        Span<byte> input = stackalloc byte[16];
        nonce[16..].CopyTo(input);
        for (ulong counter = 0; !output.IsEmpty; counter++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(input[8..], counter);
            Load(state, subkey, input);
            Block(state, block);
            var part = Math.Min(BlockSize, output.Length);
            block[..part].CopyTo(output);
            output = output[part..];
        }
    }

    /// <summary>Makes a key from a key and the first 16 bytes of a nonce.</summary>
    internal static void HSalsa20(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, Span<byte> output)
    {
        Span<uint> state = stackalloc uint[16];
        Load(state, key, nonce);
        Shuffle(state);
        ReadOnlySpan<int> taken = [0, 5, 10, 15, 6, 7, 8, 9];
        for (var i = 0; i < taken.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * i)..], state[taken[i]]);
        }
    }

    private static void Load(Span<uint> state, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        for (var i = 0; i < 4; i++)
        {
            state[5 * i] = Constants[i];
            state[1 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
            state[6 + i] = BinaryPrimitives.ReadUInt32LittleEndian(input[(4 * i)..]);
            state[11 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(16 + (4 * i))..]);
        }
    }

    private static void Block(Span<uint> state, Span<byte> output)
    {
        Span<uint> before = stackalloc uint[16];
        state.CopyTo(before);
        Shuffle(state);
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * i)..], state[i] + before[i]);
        }
    }

    private static void Shuffle(Span<uint> x)
    {
        for (var round = 0; round < Rounds; round += 2)
        {
            for (var i = 0; i < 4; i++)
            {
                // A column, downwards from its diagonal.
                Quarter(ref x[5 * i], ref x[((5 * i) + 4) & 15], ref x[((5 * i) + 8) & 15], ref x[((5 * i) + 12) & 15]);
            }

            for (var i = 0; i < 4; i++)
            {
                // A row, to the right from its diagonal.
                var row = 4 * i;
                Quarter(ref x[row + i], ref x[row + ((i + 1) & 3)], ref x[row + ((i + 2) & 3)], ref x[row + ((i + 3) & 3)]);
            }
        }
    }

    private static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        b ^= BitOperations.RotateLeft(a + d, 7);
        c ^= BitOperations.RotateLeft(b + a, 9);
        d ^= BitOperations.RotateLeft(c + b, 13);
        a ^= BitOperations.RotateLeft(d + c, 18);
    }
}
