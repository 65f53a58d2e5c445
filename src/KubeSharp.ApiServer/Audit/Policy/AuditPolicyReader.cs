using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>Reads --audit-policy-file: Policy of audit.k8s.io/v1.</summary>
internal static class AuditPolicyReader
{
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AuditPolicy Parse(ReadOnlyMemory<byte> content, string path) => ConfigurationFile.Parse(content, path, "Policy", ["audit.k8s.io/v1"], Read);

    private static AuditPolicy Read(ConfigurationNode root)
    {
        root.Child("metadata");
        var omitStages = Stages(root);
        var omitManagedFields = root.Flag("omitManagedFields");
        var rules = root.Items("rules").Select(node => ReadRule(node, omitStages, omitManagedFields)).ToList();
        return rules.Count > 0 ? new AuditPolicy(rules) : throw root.Error("rules", "Required value: a policy without rules records nothing");
    }

    private static AuditRule ReadRule(ConfigurationNode node, IReadOnlyList<AuditStage> omitStages, bool omitManagedFields)
    {
        var level = node.RequiredText("level");
        if (!Enum.TryParse<AuditLevel>(level, out var parsed) || !Enum.IsDefined(parsed) || parsed.ToString() != level)
        {
            throw node.Error("level", $"Unsupported value: \"{level}\": supported values: \"Metadata\", \"None\", \"Request\", \"RequestResponse\"");
        }

        var rule = new AuditRule
        {
            Decision = new AuditDecision(parsed, [.. omitStages.Union(Stages(node))], node.Flag("omitManagedFields", omitManagedFields)),
            Users = node.Texts("users"),
            UserGroups = node.Texts("userGroups"),
            Verbs = node.Texts("verbs"),
            Namespaces = node.Texts("namespaces"),
            Resources = [.. node.Items("resources").Select(ReadResources)],
            NonResourceUrls = node.Texts("nonResourceURLs"),
        };
        if (rule.NonResourceUrls.Count > 0 && (rule.Resources.Count > 0 || rule.Namespaces.Count > 0))
        {
            throw node.Error("nonResourceURLs", "Invalid value: rules cannot apply to both regular resources and non-resource URLs");
        }

        foreach (var url in rule.NonResourceUrls)
        {
            if (url != "*" && (!url.StartsWith('/') || url.IndexOf('*') is >= 0 and var star && star < url.Length - 1))
            {
                throw node.Error("nonResourceURLs", $"Invalid value: \"{url}\": must begin with '/', and have '*' at its end only");
            }
        }

        node.End();
        return rule;
    }

    private static AuditResources ReadResources(ConfigurationNode node)
    {
        var resources = new AuditResources(node.Text("group"), node.Texts("resources"), node.Texts("resourceNames"));
        if (resources.ResourceNames.Count > 0 && resources.Resources.Count == 0)
        {
            throw node.Error("resourceNames", "Invalid value: using resourceNames requires at least one resource");
        }

        node.End();
        return resources;
    }

    private static IReadOnlyList<AuditStage> Stages(ConfigurationNode node) =>
    [
        .. node.Texts("omitStages").Select(text => Enum.TryParse<AuditStage>(text, out var stage) && stage.ToString() == text
            ? stage
            : throw node.Error("omitStages", $"Unsupported value: \"{text}\": supported values: \"Panic\", \"RequestReceived\", \"ResponseComplete\", \"ResponseStarted\"")),
    ];
}
