using System.Text;
using System.Text.Json;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Authorization.Abac;

/// <summary>--authorization-policy-file: a JSON object a line, of abac.authorization.kubernetes.io/v1beta1 or of the older form without a version.</summary>
internal static class AbacPolicy
{
    private const string ApiVersion = "abac.authorization.kubernetes.io/v1beta1";

    /// <exception cref="ConfigurationException">The file cannot be read, or a line means nothing.</exception>
    public static IReadOnlyList<AbacRule> Load(string path) => Parse(Encoding.UTF8.GetString(ConfigurationFile.ReadBytes(path)), path);

    /// <exception cref="ConfigurationException">A line means nothing.</exception>
    public static IReadOnlyList<AbacRule> Parse(string text, string path)
    {
        var rules = new List<AbacRule>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            try
            {
                rules.Add(Read(trimmed));
            }
            catch (Exception invalid) when (invalid is JsonException or ConfigurationException)
            {
                throw new ConfigurationException($"{path}: line {index + 1}: {invalid.Message}", invalid);
            }
        }

        return rules;
    }

    private static AbacRule Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ConfigurationException("it is no object");
        }

        var node = new ConfigurationNode(document.RootElement, "");
        return (node.Text("apiVersion"), node.Text("kind")) switch
        {
            (ApiVersion, "Policy") => Normalized(Fields(node.RequiredChild("spec"))),
            ("", "") => Older(Fields(node)),
            var (version, kind) => throw new ConfigurationException($"apiVersion \"{version}\" and kind \"{kind}\" are no policy"),
        };
    }

    private static AbacRule Fields(ConfigurationNode node) => new()
    {
        User = node.Text("user"),
        Group = node.Text("group"),
        ReadOnly = node.Flag("readonly"),
        ApiGroup = node.Text("apiGroup"),
        Resource = node.Text("resource"),
        Namespace = node.Text("namespace"),
        NonResourcePath = node.Text("nonResourcePath"),
    };

    /// <summary>A star means everybody who has logged in.</summary>
    private static AbacRule Normalized(AbacRule rule) =>
        rule.User == "*" || rule.Group == "*" ? rule with { User = "", Group = WellKnownUsers.AuthenticatedGroup } : rule;

    /// <summary>In the older form what is left out means all there is.</summary>
    private static AbacRule Older(AbacRule rule)
    {
        var normalized = rule.User.Length == 0 && rule.Group.Length == 0
            ? rule with { Group = WellKnownUsers.AuthenticatedGroup }
            : Normalized(rule);
        return normalized with
        {
            ApiGroup = "*",
            Namespace = rule.Namespace.Length == 0 ? "*" : rule.Namespace,
            Resource = rule.Resource.Length == 0 ? "*" : rule.Resource,
            NonResourcePath = rule.Namespace.Length == 0 && rule.Resource.Length == 0 ? "*" : "",
        };
    }
}
