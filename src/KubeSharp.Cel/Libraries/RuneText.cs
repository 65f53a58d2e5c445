namespace KubeSharp.Cel.Libraries;

/// <summary>Strings by code points, which is how the language counts.</summary>
internal static class RuneText
{
    /// <summary>The place in UTF-16 of a code point; the length for the one behind the last; -1 if it is outside.</summary>
    public static int Offset(string text, long index)
    {
        if (index < 0 || index > text.Length)
        {
            return -1;
        }

        var at = 0;
        for (var i = 0L; i < index; i++)
        {
            if (at >= text.Length)
            {
                return -1;
            }

            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        }

        return at;
    }

    /// <summary>The number of code points before a place in UTF-16.</summary>
    public static long Index(string text, int offset) => Values.CelValue.RuneCount(text[..offset]);
}
