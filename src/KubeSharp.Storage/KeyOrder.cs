namespace KubeSharp.Storage;

/// <summary>
/// Orders keys as etcd does, by their UTF-8 bytes. That is the order of UTF-16 code units except that surrogates
/// come after U+E000..U+FFFF.
/// </summary>
public sealed class KeyOrder : IComparer<string>
{
    private KeyOrder()
    {
    }

    public static KeyOrder Instance { get; } = new();

    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        return Rank(left[common]) - Rank(right[common]);
    }

    int IComparer<string>.Compare(string? x, string? y) => Compare(x!, y!);

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
