using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>Checks metadata.name and generateName against the rule of a resource.</summary>
internal static class ObjectNames
{
    public static void Check(ErrorList errors, FieldPath parent, string? child, string name, NameRule rule)
    {
        if (!IsValid(name, rule))
        {
            NameChecks.Report(errors, parent, child, name, Messages(name, rule));
        }
    }

    /// <summary>A prefix may end in a hyphen, since something will follow it.</summary>
    public static void CheckPrefix(ErrorList errors, FieldPath parent, string child, string prefix, NameRule rule)
    {
        var name = rule != NameRule.PathSegment && prefix.Length > 1 && prefix[^1] == '-' ? prefix[..^1] + "a" : prefix;
        if (!IsValid(name, rule))
        {
            NameChecks.Report(errors, parent, child, prefix, Messages(name, rule));
        }
    }

    public static bool IsValid(string name, NameRule rule) => rule switch
    {
        NameRule.Subdomain => NameRules.IsDns1123Subdomain(name),
        NameRule.Label => NameRules.IsDns1123Label(name),
        NameRule.Label1035 => NameRules.IsDns1035Label(name),
        NameRule.PathSegment => name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '%') < 0,
        _ => true,
    };

    public static IEnumerable<string> Messages(string name, NameRule rule) => rule switch
    {
        NameRule.Subdomain => NameMessages.Dns1123Subdomain(name),
        NameRule.Label => NameMessages.Dns1123Label(name),
        NameRule.Label1035 => NameMessages.Dns1035Label(name),
        NameRule.PathSegment => PathSegment(name),
        _ => [],
    };

    private static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
        {
            yield return $"may not be '{name}'";
            yield break;
        }

        foreach (var character in (string[])["/", "%"])
        {
            if (name.Contains(character, StringComparison.Ordinal))
            {
                yield return $"may not contain '{character}'";
            }
        }
    }
}
