using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Storage;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>The names and small values that device APIs are made of.</summary>
internal static class DeviceNameChecks
{
    public const int ParametersLimit = 10 * 1024;

    private const int PoolLimit = 253;
    private const int IdentifierLimit = 32;

    /// <summary>A driver is named as CSI drivers are.</summary>
    public static void Driver(ErrorList errors, FieldPath path, string name) => CsiDriverNames.Check(errors, path, null, name);

    /// <summary>DNS subdomains with slashes between.</summary>
    public static void Pool(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(path, "");
            return;
        }

        if (name.Length > PoolLimit)
        {
            errors.TooLong(path, PoolLimit);
        }

        foreach (var part in name.Split('/'))
        {
            NameChecks.Dns1123Subdomain(errors, path, null, part);
        }
    }

    public static void Label(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(path, "");
        }
        else
        {
            NameChecks.Dns1123Label(errors, path, null, name);
        }
    }

    /// <summary>A C identifier, behind a domain and a slash or alone.</summary>
    public static void Qualified(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(path, "name required");
            return;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash == 0)
        {
            errors.Required(path, "the domain must not be empty");
        }
        else if (slash > 0)
        {
            Driver(errors, path, name[..slash]);
        }

        if (slash == name.Length - 1)
        {
            errors.Required(path, "the name must not be empty");
            return;
        }

        Identifier(errors, path, name[(slash + 1)..]);
    }

    public static void FullyQualified(ErrorList errors, FieldPath path, string name)
    {
        Qualified(errors, path, name);
        if (name.Length > 0 && !name.Contains('/', StringComparison.Ordinal))
        {
            errors.InvalidText(path, name, "must include a domain");
        }
    }

    /// <summary>A JSON object of bounded size.</summary>
    public static void Parameters(ErrorList errors, FieldPath path, RawJson value)
    {
        if (value.IsNil || value.Span.IsEmpty)
        {
            errors.Required(path, "");
        }
        else if (value.Span.Length > ParametersLimit)
        {
            errors.TooLong(path, ParametersLimit);
        }
        else if (value.Span[0] != (byte)'{')
        {
            errors.InvalidText(path, "<value omitted>", "must be a valid JSON object");
        }
    }

    /// <summary>More items than the limit; what is in them is checked all the same.</summary>
    public static void Limit(ErrorList errors, FieldPath path, int count, int limit)
    {
        if (count > limit)
        {
            errors.TooMany(path, count, limit);
        }
    }

    private static void Identifier(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length > IdentifierLimit)
        {
            errors.TooLong(path, IdentifierLimit);
        }

        if (char.IsAsciiDigit(name[0]) || name.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))
        {
            errors.InvalidText(
                path,
                name,
                NameMessages.Pattern(
                    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
                    "[A-Za-z_][A-Za-z0-9_]*",
                    "my_name",
                    "MY_NAME",
                    "MyName"));
        }
    }
}
