namespace KubeSharp.Api;

/// <summary>The rules for keys and values of labels, with upstream's messages.</summary>
public static class LabelSyntax
{
    private const int MaxName = 63;
    private const int MaxPrefix = 253;

    private const string NameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with "
        + "an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with "
        + "an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>What is wrong with a qualified name (a label's key); empty if nothing.</summary>
    public static IReadOnlyList<string> CheckKey(string key)
    {
        var problems = new List<string>();
        var slash = key.IndexOf('/');
        var name = key[(slash + 1)..];
        if (name.Contains('/'))
        {
            return
            [
                "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
                + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
                + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
            ];
        }

        if (slash >= 0)
        {
            CheckPrefix(key[..slash], problems);
        }

        if (name.Length == 0)
        {
            problems.Add("name part must be non-empty");
        }
        else if (name.Length > MaxName)
        {
            problems.Add($"name part must be no more than {MaxName} characters");
        }

        if (!IsName(name))
        {
            problems.Add("name part " + NameRule);
        }

        return problems;
    }

    /// <summary>What is wrong with a label's value; empty if nothing.</summary>
    public static IReadOnlyList<string> CheckValue(string value)
    {
        var problems = new List<string>();
        if (value.Length > MaxName)
        {
            problems.Add($"must be no more than {MaxName} characters");
        }

        if (value.Length > 0 && !IsName(value))
        {
            problems.Add(ValueRule);
        }

        return problems;
    }

    private static void CheckPrefix(string prefix, List<string> problems)
    {
        if (prefix.Length == 0)
        {
            problems.Add("prefix part must be non-empty");
            return;
        }

        if (prefix.Length > MaxPrefix)
        {
            problems.Add($"prefix part must be no more than {MaxPrefix} characters");
        }

        if (!prefix.Split('.').All(IsLowerLabel))
        {
            problems.Add("prefix part " + SubdomainRule);
        }
    }

    private static bool IsLowerLabel(string s) =>
        s.Length > 0 && s[0] != '-' && s[^1] != '-' && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsName(string s) =>
        s.Length > 0
        && char.IsAsciiLetterOrDigit(s[0])
        && char.IsAsciiLetterOrDigit(s[^1])
        && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
