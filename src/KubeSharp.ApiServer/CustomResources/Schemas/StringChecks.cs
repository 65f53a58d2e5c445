using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources.Schemas;

/// <summary>Length, pattern and format of a string.</summary>
internal static class StringChecks
{
    private const int MaxPatterns = 4096;
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    public static void Validate(ErrorList errors, FieldPath path, string text, JSONSchemaProps schema)
    {
        var length = 0L;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        if (schema.MaxLength is { } most && length > most)
        {
            errors.TooLong(path, (int)most);
        }

        if (schema.MinLength is { } least && length < least)
        {
            errors.Invalid(path, ErrorList.Quote(text), $"{path} in body should be at least {least} chars long");
        }

        if (schema.Pattern.Length > 0 && !Matches(schema.Pattern, text))
        {
            errors.Invalid(path, ErrorList.Quote(text), $"{path} in body should match '{schema.Pattern}'");
        }

        if (schema.Format.Length > 0 && !HasFormat(schema.Format, text))
        {
            errors.Invalid(path, ErrorList.Quote(text), $"{path} in body must be of type {schema.Format}: {ErrorList.Quote(text)}");
        }
    }

    /// <summary>Whether the text is a pattern at all.</summary>
    public static bool IsPattern(string pattern) => Compile(pattern) is not null;

    private static bool Matches(string pattern, string text)
    {
        if (Patterns.Count > MaxPatterns)
        {
            Patterns.Clear();
        }

        try
        {
            return Patterns.GetOrAdd(pattern, Compile) is not { } regex || regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Go's patterns run in time linear to the text, which is what this engine is for too; what it cannot do runs with a limit.</summary>
    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MostTime);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MostTime);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" or "datetime" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Contains('T'),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "ipv4" => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork,
        "ipv6" => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        "ip" => IPAddress.TryParse(text, out _),
        "cidr" => IPNetwork.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        "uuid" or "uuid3" or "uuid4" or "uuid5" => Guid.TryParse(text, out _),
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "duration" => text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or 'P'),
        _ => true,
    };
}
