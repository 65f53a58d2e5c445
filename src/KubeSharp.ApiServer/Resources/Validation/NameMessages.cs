namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>What upstream says about a name that breaks its rule; each method yields nothing for a good one.</summary>
internal static class NameMessages
{
    private const string LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainFormat = LabelFormat + "(\\." + LabelFormat + ")*";
    private const string UnderscoreLabelFormat = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string QualifiedFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    public static IEnumerable<string> Dns1123Label(string value)
    {
        if (value.Length > NameRules.LabelMaxLength)
        {
            yield return MaxLength(NameRules.LabelMaxLength);
        }

        if (!NameRules.HasLabelShape(value))
        {
            yield return NameRules.HasSubdomainShape(value)
                ? "must not contain dots"
                : Pattern(
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
                    LabelFormat,
                    "my-name",
                    "123-abc");
        }
    }

    public static IEnumerable<string> Dns1123Subdomain(string value)
    {
        if (value.Length > NameRules.SubdomainMaxLength)
        {
            yield return MaxLength(NameRules.SubdomainMaxLength);
        }

        if (!NameRules.HasSubdomainShape(value))
        {
            yield return Pattern(
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
                SubdomainFormat,
                "example.com");
        }
    }

    public static IEnumerable<string> Dns1123SubdomainWithUnderscore(string value)
    {
        if (value.Length > NameRules.SubdomainMaxLength)
        {
            yield return MaxLength(NameRules.SubdomainMaxLength);
        }

        if (!NameRules.HasSubdomainShapeWithUnderscore(value))
        {
            yield return Pattern(
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
                UnderscoreLabelFormat + "(\\." + UnderscoreLabelFormat + ")*",
                "example.com");
        }
    }

    public static IEnumerable<string> WildcardSubdomain(string value)
    {
        if (value.Length > NameRules.SubdomainMaxLength)
        {
            yield return MaxLength(NameRules.SubdomainMaxLength);
        }

        if (!value.StartsWith("*.", StringComparison.Ordinal) || !NameRules.HasSubdomainShape(value.AsSpan(2)))
        {
            yield return Pattern(
                "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
                "\\*\\." + SubdomainFormat,
                "*.example.com");
        }
    }

    public static IEnumerable<string> Dns1035Label(string value)
    {
        if (value.Length > NameRules.LabelMaxLength)
        {
            yield return MaxLength(NameRules.LabelMaxLength);
        }

        if (!NameRules.HasLabelShape(value) || char.IsAsciiDigit(value[0]))
        {
            yield return Pattern(
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
                "[a-z]([-a-z0-9]*[a-z0-9])?",
                "my-name",
                "abc-123");
        }
    }

    public static IEnumerable<string> QualifiedName(string value)
    {
        const string Rule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
        var first = value.IndexOf('/');
        var name = value;
        if (first >= 0)
        {
            if (value.IndexOf('/', first + 1) >= 0)
            {
                yield return "a valid label key " + Pattern(Rule, QualifiedFormat, "MyName", "my.name", "123-abc") +
                    " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
                yield break;
            }

            var prefix = value[..first];
            name = value[(first + 1)..];
            if (prefix.Length == 0)
            {
                yield return "prefix part must be non-empty";
            }
            else
            {
                foreach (var message in Dns1123Subdomain(prefix))
                {
                    yield return "prefix part " + message;
                }
            }
        }

        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (name.Length > NameRules.LabelMaxLength)
        {
            yield return "name part " + MaxLength(NameRules.LabelMaxLength);
        }

        if (!NameRules.HasQualifiedShape(name))
        {
            yield return "name part " + Pattern(Rule, QualifiedFormat, "MyName", "my.name", "123-abc");
        }
    }

    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > NameRules.LabelMaxLength)
        {
            yield return MaxLength(NameRules.LabelMaxLength);
        }

        if (value.Length > 0 && !NameRules.HasQualifiedShape(value))
        {
            yield return Pattern(
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                "(" + QualifiedFormat + ")?",
                "MyValue",
                "my_value",
                "12345");
        }
    }

    public static IEnumerable<string> ConfigKey(string value)
    {
        if (value.Length > NameRules.SubdomainMaxLength)
        {
            yield return MaxLength(NameRules.SubdomainMaxLength);
        }

        if (!NameRules.HasConfigKeyShape(value))
        {
            yield return Pattern(
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                "[-._a-zA-Z0-9]+",
                "key.name",
                "KEY_NAME",
                "key-name");
        }

        if (value == ".")
        {
            yield return "must not be '.'";
        }
        else if (value == "..")
        {
            yield return "must not be '..'";
        }
        else if (value.StartsWith("..", StringComparison.Ordinal))
        {
            yield return "must not start with '..'";
        }
    }

    public static IEnumerable<string> EnvVarName(string value)
    {
        if (value.Length == 0)
        {
            yield return "environment variable name must be non-empty";
        }
        else if (!NameRules.IsEnvVarName(value))
        {
            yield return "a valid environment variable name must consist only of printable ASCII characters other than '='";
        }
    }

    public static IEnumerable<string> PortName(string value)
    {
        if (value.Length > 15)
        {
            yield return MaxLength(15);
        }

        if (value.Length == 0 || value.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"))
        {
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        }

        if (!value.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            yield return "must contain at least one letter (a-z)";
        }

        if (value.Contains("--", StringComparison.Ordinal))
        {
            yield return "must not contain consecutive hyphens";
        }

        if (value.Length > 0 && (value[0] == '-' || value[^1] == '-'))
        {
            yield return "must not begin or end with a hyphen";
        }
    }

    public static string HttpHeaderName { get; } =
        Pattern("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name");

    public static string Percent { get; } =
        Pattern("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%");

    public static string Range(long low, long high) => $"must be between {low} and {high}, inclusive";

    public static string MaxLength(int length) => $"must be no more than {length} bytes";

    /// <summary>The rule, then the examples and the regular expression that it stands for.</summary>
    public static string Pattern(string rule, string format, params ReadOnlySpan<string> examples)
    {
        var text = rule + " (e.g. ";
        for (var i = 0; i < examples.Length; i++)
        {
            text += (i > 0 ? " or " : "") + "'" + examples[i] + "', ";
        }

        return text + "regex used for validation is '" + format + "')";
    }
}
