namespace KubeSharp.Api;

/// <summary>The same for raw JSON: the field sets of managed fields are mostly alike.</summary>
internal static class BytesInterner
{
    private const int Slots = 1024;
    private const int Longest = 4096;

    private static readonly byte[]?[] Table = new byte[]?[Slots];

    public static byte[] Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest)
        {
            return bytes.ToArray();
        }

        var hash = default(HashCode);
        hash.AddBytes(bytes);
        var slot = hash.ToHashCode() & (Slots - 1);
        var found = Table[slot];
        if (found is not null && bytes.SequenceEqual(found))
        {
            return found;
        }

        var made = bytes.ToArray();
        Table[slot] = made;
        return made;
    }
}
