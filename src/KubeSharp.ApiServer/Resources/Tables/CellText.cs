using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Resources.Tables;

/// <summary>Texts that recur in table cells.</summary>
internal static class CellText
{
    public const string None = "<none>";
    public const string Unset = "<unset>";
    public const string Unknown = "<unknown>";

    public static string Age(ObjectMeta meta, DateTimeOffset now) => HumanDuration.Since(meta.CreationTimestamp, now);

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string Join(ApiList<string> values) => string.Join(',', values);

    public static string Labels(ApiMap<string> labels)
    {
        if (labels.Count == 0)
        {
            return None;
        }

        var parts = new List<string>(labels.Count);
        foreach (var (key, value) in labels)
        {
            parts.Add(key + "=" + value);
        }

        return string.Join(',', parts);
    }

    /// <summary>A selector in kubectl's notation, requirements by key.</summary>
    public static string Selector(LabelSelector? selector)
    {
        if (selector is null || selector.MatchLabels.Count + selector.MatchExpressions.Count == 0)
        {
            return None;
        }

        var parts = new List<(string Key, string Text)>();
        foreach (var (key, value) in selector.MatchLabels)
        {
            parts.Add((key, key + "=" + value));
        }

        foreach (var requirement in selector.MatchExpressions)
        {
            parts.Add((requirement.Key, Requirement(requirement)));
        }

        // A stable sort: requirements of one key stay in their order.
        return string.Join(',', parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Text));
    }

    public static string ContainerNames(ApiList<Container> containers) => string.Join(',', containers.Select(c => c.Name));

    public static string ContainerImages(ApiList<Container> containers) => string.Join(',', containers.Select(c => c.Image));

    public static string Quantity(ApiMap<Quantity> amounts, string name) => amounts.TryGetValue(name, out var amount) ? amount.ToString() : "";

    /// <summary>Access modes in their short forms: RWO,ROX,RWX,RWOP.</summary>
    public static string AccessModes(ApiList<string> modes)
    {
        var text = "";
        foreach (var (mode, abbreviation) in ((string, string)[])[("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")])
        {
            if (modes.Contains(mode))
            {
                text += (text.Length > 0 ? "," : "") + abbreviation;
            }
        }

        return text;
    }

    private static string Requirement(LabelSelectorRequirement requirement)
    {
        switch (requirement.Operator)
        {
            case "Exists":
                return requirement.Key;
            case "DoesNotExist":
                return "!" + requirement.Key;
            default:
                var values = requirement.Values.ToArray();
                Array.Sort(values, StringComparer.Ordinal);
                return $"{requirement.Key} {(requirement.Operator == "In" ? "in" : "notin")} ({string.Join(',', values)})";
        }
    }
}
