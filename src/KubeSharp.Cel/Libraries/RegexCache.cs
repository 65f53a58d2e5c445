using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Compiled regular expressions. The engine is linear in the length of the text, as RE2 is, and refuses what RE2 cannot do either.</summary>
internal static class RegexCache
{
    private const int MaxCount = 4096;
    private static readonly ConcurrentDictionary<string, Regex?> Compiled = new(StringComparer.Ordinal);

    /// <summary>Null if the pattern is wrong.</summary>
    public static Regex? Find(string pattern)
    {
        if (Compiled.TryGetValue(pattern, out var found))
        {
            return found;
        }

        if (Compiled.Count >= MaxCount)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(pattern, Compile);
    }

    public static CelValue Wrong(string pattern) => CelValue.Error($"error parsing regexp: invalid regular expression: `{pattern}`");

    private static Regex? Compile(string pattern)
    {
        if (!Re2Repeats.AreBounded(pattern) || Re2Syntax.Translate(pattern) is not { } translated)
        {
            return null;
        }

        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
