using System.Text;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>The strings extension: charAt, indexOf, lastIndexOf, join, split, replace, substring, trim, case, quote and format: version 2, as upstream.</summary>
internal static class StringExtensions
{
    private static readonly char[] Spaces =
    [
        '\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00a0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006',
        '\u2007', '\u2008', '\u2009', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000',
    ];

    public static void AddTo(Library library)
    {
        library.Member("charAt", "string_char_at_int", [CelType.String, CelType.Int], CelType.String, CharAt);
        Searching(library);
        var traversal = CommonCosts.Traversal();
        var keeps = CommonCosts.TraversalEstimate(keepsSize: true);
        library.Member("lowerAscii", "string_lower_ascii", [CelType.String], CelType.String, arguments =>
            CelValue.Of(Lower(arguments[0].AsString)), traversal, keeps);
        library.Member("upperAscii", "string_upper_ascii", [CelType.String], CelType.String, arguments => CelValue.Of(Upper(arguments[0].AsString)), traversal, keeps);
        library.Member("trim", "string_trim", [CelType.String], CelType.String, arguments => CelValue.Of(arguments[0].AsString.Trim(Spaces)), traversal, keeps);
        library.Member("substring", "string_substring_int", [CelType.String, CelType.Int], CelType.String, Substring, traversal, keeps);
        library.Member("substring", "string_substring_int_int", [CelType.String, CelType.Int, CelType.Int], CelType.String, Substring, traversal, keeps);
        Composing(library);
        library.Global(
            "strings.quote",
            "strings_quote",
            [CelType.String],
            CelType.String,
            arguments => CelValue.Of(Quote(arguments[0].AsString)),
            traversal,
            site =>
            {
                var size = site.SizeOf(site[0]);
                return new CallEstimate(
                    size.MultiplyByFactor(CostFactors.Traversal), new SizeEstimate(size.Min, Saturating.Multiply(size.Max, 2UL)).Add(new SizeEstimate(2, 2)));
            });
        library.Member(
            "format",
            "string_format",
            [CelType.String, CelType.ListOfDyn],
            CelType.String,
            arguments => StringFormat.Format(arguments[0].AsString, arguments[1].AsList),
            traversal,
            CommonCosts.TraversalEstimate());
    }

    private static string Upper(string text) =>
        string.Create(text.Length, text, static (span, value) =>
        {
            for (var i = 0; i < value.Length; i++)
            {
                span[i] = char.IsAsciiLetterLower(value[i]) ? (char)(value[i] - 32) : value[i];
            }
        });

    private static string Lower(string text) =>
        string.Create(text.Length, text, static (span, value) =>
        {
            for (var i = 0; i < value.Length; i++)
            {
                span[i] = char.IsAsciiLetterUpper(value[i]) ? (char)(value[i] + 32) : value[i];
            }
        });

    private static void Searching(Library library)
    {
        CelType[] two = [CelType.String, CelType.String];
        CelType[] three = [CelType.String, CelType.String, CelType.Int];
        var cost = (ActualCost)((ReadOnlySpan<CelValue> arguments, in CelValue _) => ListFunctions.TraversalCost(arguments[0]));
        library.Member("indexOf", "string_index_of_string", two, CelType.Int, IndexOf, cost, CommonCosts.TraversalEstimate());
        library.Member("indexOf", "string_index_of_string_int", three, CelType.Int, IndexOf, cost, CommonCosts.TraversalEstimate());
        library.Member("lastIndexOf", "string_last_index_of_string", two, CelType.Int, LastIndexOf, cost, CommonCosts.TraversalEstimate());
        library.Member("lastIndexOf", "string_last_index_of_string_int", three, CelType.Int, LastIndexOf, cost, CommonCosts.TraversalEstimate());
    }

    private static void Composing(Library library)
    {
        var twice = CommonCosts.Traversal(times: 2);
        library.Member("replace", "string_replace_string_string", [CelType.String, CelType.String, CelType.String], CelType.String, Replace, twice, StringEstimates.Replace);
        library.Member(
            "replace", "string_replace_string_string_int", [CelType.String, CelType.String, CelType.String, CelType.Int], CelType.String, Replace, twice, StringEstimates.Replace);
        library.Member("split", "string_split_string", [CelType.String, CelType.String], CelType.ListOfStrings, Split, twice, StringEstimates.Split);
        library.Member("split", "string_split_string_int", [CelType.String, CelType.String, CelType.Int], CelType.ListOfStrings, Split, twice, StringEstimates.Split);
        var joining = (ActualCost)((ReadOnlySpan<CelValue> _, in CelValue result) => Saturating.Multiply(result.Size, 2 * CostFactors.Traversal));
        library.Member("join", "list_join", [CelType.ListOfStrings], CelType.String, Join, joining, StringEstimates.Join);
        library.Member("join", "list_join_string", [CelType.ListOfStrings, CelType.String], CelType.String, Join, joining, StringEstimates.Join);
    }

    private static CelValue OutOfRange(long index) => CelValue.Error("index out of range: " + index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static CelValue CharAt(ReadOnlySpan<CelValue> arguments)
    {
        var text = arguments[0].AsString;
        var at = RuneText.Offset(text, arguments[1].AsInt);
        if (at < 0)
        {
            return OutOfRange(arguments[1].AsInt);
        }

        return CelValue.Of(at == text.Length ? "" : Rune.GetRuneAt(text, at).ToString());
    }

    private static CelValue IndexOf(ReadOnlySpan<CelValue> arguments)
    {
        var (text, part) = (arguments[0].AsString, arguments[1].AsString);
        var start = arguments.Length == 3 ? arguments[2].AsInt : 0;
        if (part.Length == 0)
        {
            return CelValue.Of(start);
        }

        var from = RuneText.Offset(text, start);
        if (from < 0)
        {
            return OutOfRange(start);
        }

        var found = text.IndexOf(part, from, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1 : RuneText.Index(text, found));
    }

    private static CelValue LastIndexOf(ReadOnlySpan<CelValue> arguments)
    {
        var (text, part) = (arguments[0].AsString, arguments[1].AsString);
        var length = CelValue.RuneCount(text);
        var last = arguments.Length == 3 ? arguments[2].AsInt : length;
        if (part.Length == 0)
        {
            return CelValue.Of(last);
        }

        var from = RuneText.Offset(text, last);
        if (from < 0)
        {
            return OutOfRange(last);
        }

        var end = Math.Min(text.Length, from + part.Length);
        var found = text[..end].LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1 : RuneText.Index(text, found));
    }

    private static CelValue Substring(ReadOnlySpan<CelValue> arguments)
    {
        var text = arguments[0].AsString;
        var start = RuneText.Offset(text, arguments[1].AsInt);
        if (start < 0)
        {
            return OutOfRange(arguments[1].AsInt);
        }

        if (arguments.Length == 2)
        {
            return CelValue.Of(text[start..]);
        }

        var end = RuneText.Offset(text, arguments[2].AsInt);
        if (end < 0)
        {
            return OutOfRange(arguments[2].AsInt);
        }

        return end < start
            ? CelValue.Error($"invalid substring range. start: {arguments[1].AsInt}, end: {arguments[2].AsInt}")
            : CelValue.Of(text[start..end]);
    }

    private static CelValue Replace(ReadOnlySpan<CelValue> arguments)
    {
        var (text, old, with) = (arguments[0].AsString, arguments[1].AsString, arguments[2].AsString);
        var most = arguments.Length == 4 ? arguments[3].AsInt : -1;
        if (most == 0)
        {
            return arguments[0];
        }

        if (old.Length == 0)
        {
            return CelValue.Of(Surround(text, with, most));
        }

        if (most < 0)
        {
            return CelValue.Of(text.Replace(old, with, StringComparison.Ordinal));
        }

        var result = new StringBuilder();
        var at = 0;
        for (var n = 0L; n < most && text.IndexOf(old, at, StringComparison.Ordinal) is >= 0 and var found; n++)
        {
            result.Append(text, at, found - at).Append(with);
            at = found + old.Length;
        }

        return CelValue.Of(result.Append(text, at, text.Length - at).ToString());
    }

    /// <summary>Replacing nothing puts the text before and behind every character.</summary>
    private static string Surround(string text, string with, long most)
    {
        var result = new StringBuilder();
        var left = most < 0 ? long.MaxValue : most;
        foreach (var rune in text.EnumerateRunes())
        {
            if (left-- > 0)
            {
                result.Append(with);
            }

            result.Append(rune.ToString());
        }

        return left > 0 ? result.Append(with).ToString() : result.ToString();
    }

    private static CelValue Split(ReadOnlySpan<CelValue> arguments)
    {
        var (text, separator) = (arguments[0].AsString, arguments[1].AsString);
        var most = arguments.Length == 3 ? arguments[2].AsInt : -1;
        if (most == 0)
        {
            return CelValue.Of(ArrayCelList.Empty);
        }

        var count = most is < 0 or > int.MaxValue ? int.MaxValue : (int)most;
        if (separator.Length > 0)
        {
            return CelValue.Strings(text.Split(separator, count));
        }

        var characters = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        return CelValue.Strings(characters.Count <= count ? characters : [.. characters.Take(count - 1), string.Concat(characters.Skip(count - 1))]);
    }

    private static CelValue Join(ReadOnlySpan<CelValue> arguments)
    {
        var result = new StringBuilder();
        var list = arguments[0].AsList;
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i];
            if (item.Kind != CelKind.String)
            {
                return item.IsError ? item : CelValue.Error("no such overload");
            }

            if (i > 0 && arguments.Length == 2)
            {
                result.Append(arguments[1].AsString);
            }

            result.Append(item.AsString);
        }

        return CelValue.Of(result.ToString());
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                '\\' => "\\\\",
                '"' => "\\\"",
                _ => c.ToString(),
            });
        }

        return result.Append('"').ToString();
    }
}
