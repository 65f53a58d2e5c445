using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace KubeSharp.Api;

/// <summary>
/// A bounded table of strings that repeat, keyed by their UTF-8 bytes: two places per hash, the older one gives way. Races only
/// cost a missed hit, so there is no lock.
/// </summary>
internal static class StringInterner
{
    private const int Slots = 32 * 1024;
    private const int LongestString = 128;

    private static readonly string?[] Table = new string?[Slots];

    /// <param name="ascii">Plain ASCII.</param>
    public static string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > LongestString)
        {
            return Encoding.Latin1.GetString(ascii);
        }

        if (ascii.IsEmpty)
        {
            return "";
        }

        var slot = (int)(Hash(ascii) & (Slots - 2));
        var table = Table;
        var first = table[slot];
        if (first is not null && first.Length == ascii.Length && Ascii.Equals(ascii, first))
        {
            return first;
        }

        var second = table[slot + 1];
        if (second is not null && second.Length == ascii.Length && Ascii.Equals(ascii, second))
        {
            return second;
        }

        var made = Encoding.Latin1.GetString(ascii);
        table[slot + 1] = first;
        table[slot] = made;
        return made;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Prime;
        while (bytes.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ MemoryMarshal.Read<ulong>(bytes)) * Prime;
            bytes = bytes[8..];
        }

        ulong rest = 0;
        foreach (var b in bytes)
        {
            rest = (rest << 8) | b;
        }

        hash = (BitOperations.RotateLeft(hash, 23) ^ rest) * Prime;
        return (uint)(hash >> 40) ^ (uint)(hash >> 20);
    }
}
