using System.Buffers;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>The character rules of names, as plain predicates: no regular expression, no allocation. The words for a failure stand in <see cref="NameMessages"/>.</summary>
internal static class NameRules
{
    public const int LabelMaxLength = 63;
    public const int SubdomainMaxLength = 253;

    private static readonly SearchValues<char> LowerAlphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> LabelInner = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> QualifiedInner =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly SearchValues<char> HeaderName =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    public static bool IsDns1123Label(ReadOnlySpan<char> value) => value.Length <= LabelMaxLength && HasLabelShape(value);

    /// <summary>A DNS label (RFC 1123) of any length.</summary>
    public static bool HasLabelShape(ReadOnlySpan<char> value) =>
        !value.IsEmpty && value[0] != '-' && value[^1] != '-' && !value.ContainsAnyExcept(LabelInner);

    public static bool IsDns1035Label(ReadOnlySpan<char> value) =>
        IsDns1123Label(value) && !char.IsAsciiDigit(value[0]);

    public static bool IsDns1123Subdomain(ReadOnlySpan<char> value) => value.Length <= SubdomainMaxLength && HasSubdomainShape(value);

    /// <summary>Dot-separated DNS labels of any length.</summary>
    public static bool HasSubdomainShape(ReadOnlySpan<char> value)
    {
        while (true)
        {
            var dot = value.IndexOf('.');
            if (dot < 0)
            {
                return HasLabelShape(value);
            }

            if (!HasLabelShape(value[..dot]))
            {
                return false;
            }

            value = value[(dot + 1)..];
        }
    }

    /// <summary>A subdomain whose labels may also hold, and start with, an underscore (DNS search lists).</summary>
    public static bool HasSubdomainShapeWithUnderscore(ReadOnlySpan<char> value)
    {
        foreach (var range in value.Split('.'))
        {
            var label = value[range];
            if (!label.IsEmpty && label[0] == '_')
            {
                label = label[1..];
            }

            if (label.IsEmpty || !LowerAlphanumeric.Contains(label[0]) || !LowerAlphanumeric.Contains(label[^1]))
            {
                return false;
            }

            foreach (var c in label)
            {
                if (!LabelInner.Contains(c) && c != '_')
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>An optional DNS subdomain and a slash, then the name: the form of label keys, condition types, finalizers and resources.</summary>
    public static bool IsQualifiedName(ReadOnlySpan<char> value)
    {
        var slash = value.IndexOf('/');
        if (slash >= 0)
        {
            if (!IsDns1123Subdomain(value[..slash]))
            {
                return false;
            }

            value = value[(slash + 1)..];
        }

        return value.Length is > 0 and <= LabelMaxLength && HasQualifiedShape(value);
    }

    public static bool IsLabelValue(ReadOnlySpan<char> value) =>
        value.IsEmpty || (value.Length <= LabelMaxLength && HasQualifiedShape(value));

    public static bool HasQualifiedShape(ReadOnlySpan<char> value) =>
        !value.IsEmpty && char.IsAsciiLetterOrDigit(value[0]) && char.IsAsciiLetterOrDigit(value[^1]) && !value.ContainsAnyExcept(QualifiedInner);

    public static bool HasConfigKeyShape(ReadOnlySpan<char> value) => !value.IsEmpty && !value.ContainsAnyExcept(QualifiedInner);

    public static bool IsHttpHeaderName(ReadOnlySpan<char> value) => !value.IsEmpty && !value.ContainsAnyExcept(HeaderName);

    /// <summary>Printable ASCII without '=': what a container runtime can put into an environment.</summary>
    public static bool IsEnvVarName(ReadOnlySpan<char> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange(' ', '~') && !value.Contains('=');

    /// <summary>An IANA service name: at most 15 of [a-z0-9-], with a letter, no hyphen at the ends and none beside another.</summary>
    public static bool IsPortName(ReadOnlySpan<char> value) =>
        value.Length <= 15 && HasLabelShape(value) && value.ContainsAnyInRange('a', 'z') && value.IndexOf("--") < 0;

    public static bool IsPercent(ReadOnlySpan<char> value) =>
        value.Length > 1 && value[^1] == '%' && !value[..^1].ContainsAnyExceptInRange('0', '9');

    public static bool IsPort(long value) => value is >= 1 and <= 65535;
}
