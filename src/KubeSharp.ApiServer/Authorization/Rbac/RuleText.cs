using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Rules as upstream prints them in messages.</summary>
internal static class RuleText
{
    /// <summary><c>{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}</c></summary>
    public static string Of(PolicyRule rule)
    {
        var parts = new List<string>(5);
        Add(parts, "APIGroups", rule.APIGroups);
        Add(parts, "Resources", rule.Resources);
        Add(parts, "NonResourceURLs", rule.NonResourceURLs);
        Add(parts, "ResourceNames", rule.ResourceNames);
        Add(parts, "Verbs", rule.Verbs);
        return "{" + string.Join(", ", parts) + "}";
    }

    /// <summary>Pieces of one verb each joined where only the verb differs, sorted by their text.</summary>
    public static IReadOnlyList<string> Compact(IEnumerable<PolicyRule> pieces)
    {
        var compacted = new List<PolicyRule>();
        foreach (var piece in pieces)
        {
            var index = compacted.FindIndex(rule => rule with { Verbs = default } == piece with { Verbs = default });
            if (index < 0)
            {
                compacted.Add(piece);
            }
            else
            {
                compacted[index] = compacted[index] with { Verbs = [.. compacted[index].Verbs, .. piece.Verbs] };
            }
        }

        return [.. compacted.Select(Of).Order(StringComparer.Ordinal)];
    }

    public static string Quoted(ApiList<string> values) => "[" + string.Join(" ", values.Select(value => $"\"{value}\"")) + "]";

    private static void Add(List<string> parts, string name, ApiList<string> values)
    {
        if (values.Count > 0)
        {
            parts.Add($"{name}:{Quoted(values)}");
        }
    }
}
