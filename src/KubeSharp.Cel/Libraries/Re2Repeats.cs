using System.Globalization;

namespace KubeSharp.Cel.Libraries;

/// <summary>
/// RE2's bound on counted repetitions: no part of a pattern may be repeated more than a thousand times, nested counts multiplied. Without it a
/// short pattern could make an automaton of any size.
/// </summary>
internal static class Re2Repeats
{
    private const long Max = 1000;

    public static bool AreBounded(string pattern)
    {
        var open = new Stack<long>();
        var (largest, last) = (1L, 1L);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    last = 1;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    i += pattern.AsSpan(i + 1).StartsWith("^]") ? 2 : pattern.AsSpan(i + 1).StartsWith("]") ? 1 : 0;
                    break;
                case ']' when inClass:
                    inClass = false;
                    last = 1;
                    break;
                case '(' when !inClass:
                    open.Push(largest);
                    (largest, last) = (1, 1);
                    break;
                case ')' when !inClass && open.TryPop(out var outer):
                    last = largest;
                    largest = Math.Max(outer, last);
                    break;
                case '{' when !inClass && Count(pattern.AsSpan(i)) is { } count:
                    last *= Math.Max(1, count);
                    if (last > Max)
                    {
                        return false;
                    }

                    largest = Math.Max(largest, last);
                    i = pattern.IndexOf('}', i);
                    break;
                case not ('*' or '+' or '?') when !inClass:
                    last = 1;
                    break;
            }
        }

        return true;
    }

    /// <summary>The larger number of {n}, {n,} or {n,m}; null if it is none of these.</summary>
    private static long? Count(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('}');
        if (end < 2)
        {
            return null;
        }

        var body = text[1..end];
        var comma = body.IndexOf(',');
        var first = comma < 0 ? body : body[..comma];
        var second = body[(comma + 1)..];
        if (!IsNumber(first) || (second.Length > 0 && !IsNumber(second)))
        {
            return null;
        }

        return Math.Max(Number(first), second.Length > 0 ? Number(second) : 0);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static long Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
