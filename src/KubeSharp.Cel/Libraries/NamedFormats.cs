using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeSharp.Cel.Libraries;

/// <summary>The formats that expressions can check strings against, with upstream's messages.</summary>
internal static class NamedFormats
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Subdomain = Label + @"(\." + Label + ")*";
    private const string Label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string Value = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private const string Qualified = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private const string LabelMessage = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
        + "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '" + Label + "')";

    private const string SubdomainMessage = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end "
        + "with an alphanumeric character (e.g. 'example.com', regex used for validation is '" + Subdomain + "')";

    private const string Label1035Message = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end "
        + "with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '" + Label1035 + "')";

    private const string ValueMessage = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '" + Value + "')";

    private const string QualifiedMessage = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + Qualified + "')";

    public static IReadOnlyList<FormatValue> All { get; } =
    [
        new("dns1123Label", 63, text => Check(text, 63, Label, LabelMessage)),
        new("dns1123Subdomain", 253, text => Check(text, 253, Subdomain, SubdomainMessage)),
        new("dns1035Label", 63, text => Check(text, 63, Label1035, Label1035Message)),
        new("qualifiedName", 317, QualifiedName),
        new("dns1123LabelPrefix", 63, text => Check(Prefix(text), 63, Label, LabelMessage)),
        new("dns1123SubdomainPrefix", 253, text => Check(Prefix(text), 253, Subdomain, SubdomainMessage)),
        new("dns1035LabelPrefix", 63, text => Check(Prefix(text), 63, Label1035, Label1035Message)),
        new("labelValue", 63, text => Check(text, 63, Value, ValueMessage)),
        new("uri", 1000, text => UrlValue.Parse(text, out var error) is null ? [$"parse \"{text}\": {error}"] : []),
        new("uuid", 36, text => Guid.TryParse(text, out _) ? [] : ["does not match the UUID format"]),
        new("byte", 1000, text => Convert.TryFromBase64String(text, new byte[text.Length], out _) ? [] : ["invalid base64"]),
        new("date", 10, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? [] : ["invalid date"]),
        new("datetime", 35, text => Timestamps.Parse(text) is not null ? [] : ["invalid datetime"]),
    ];

    private static string Prefix(string text) => text.EndsWith('-') ? text[..^1] + "a" : text;

    private static IReadOnlyList<string> Check(string text, int most, string pattern, string message)
    {
        var errors = new List<string>();
        if (text.Length > most)
        {
            errors.Add($"must be no more than {most} bytes");
        }

        if (!Regex.IsMatch(text, @"\A(?:" + pattern + @")\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
        {
            errors.Add(message);
        }

        return errors;
    }

    private static IReadOnlyList<string> QualifiedName(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            return [$"a qualified name {QualifiedMessage["name part ".Length..]} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var errors = new List<string>();
        if (parts.Length == 2)
        {
            errors.AddRange(parts[0].Length == 0
                ? ["prefix part must be non-empty"]
                : Check(parts[0], 253, Subdomain, SubdomainMessage).Select(error => "prefix part " + error));
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            errors.Add("name part must be non-empty");
        }
        else if (name.Length > 63)
        {
            errors.Add("name part must be no more than 63 bytes");
        }

        errors.AddRange(Check(name, int.MaxValue, Qualified, QualifiedMessage));
        return errors;
    }
}
