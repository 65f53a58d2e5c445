using System.Text.RegularExpressions;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Authorization.Configuration;

/// <summary>Reads and checks --authorization-config: AuthorizationConfiguration of apiserver.config.k8s.io (KEP-3221).</summary>
internal static partial class AuthorizationConfigurationReader
{
    private const int MaxConditions = 64;

    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(30);

    private static readonly string[] ApiVersions =
        [ConfigurationFile.Group + "/v1", ConfigurationFile.Group + "/v1beta1", ConfigurationFile.Group + "/v1alpha1"];

    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static IReadOnlyList<ConfiguredAuthorizer> Parse(ReadOnlyMemory<byte> content, string path) =>
        ConfigurationFile.Parse(content, path, "AuthorizationConfiguration", ApiVersions, Read);

    private static List<ConfiguredAuthorizer> Read(ConfigurationNode root)
    {
        var authorizers = new List<ConfiguredAuthorizer>();
        var names = new HashSet<string>();
        foreach (var node in root.Items("authorizers"))
        {
            var read = ReadAuthorizer(node);
            if (!names.Add($"{read.Type}/{read.Webhook?.Name}"))
            {
                throw node.Error(read.Webhook is null ? "type" : "name", $"Duplicate value: \"{read.Webhook?.Name ?? read.Type}\"");
            }

            authorizers.Add(read);
        }

        return authorizers.Count > 0 ? authorizers : throw root.Error("authorizers", "Required value: at least one authorization mode must be defined");
    }

    private static ConfiguredAuthorizer ReadAuthorizer(ConfigurationNode node)
    {
        var type = node.RequiredText("type");
        var name = node.RequiredText("name");
        if (name.Length > 253 || !SubdomainPattern().IsMatch(name))
        {
            throw node.Error("name", $"Invalid value: \"{name}\": must be a DNS-1123 subdomain");
        }

        var webhook = node.Child("webhook");
        if (type is not ("Node" or "RBAC" or "ABAC" or "Webhook" or "AlwaysAllow" or "AlwaysDeny"))
        {
            throw node.Error("type", $"Unsupported value: \"{type}\": supported values: \"ABAC\", \"AlwaysAllow\", \"AlwaysDeny\", \"Node\", \"RBAC\", \"Webhook\"");
        }

        if ((webhook is not null) != (type == "Webhook"))
        {
            throw node.Error("webhook", type == "Webhook" ? "Required value: required when type=Webhook" : "Invalid value: may only be specified when type=Webhook");
        }

        node.End();
        return new ConfiguredAuthorizer(type, webhook is null ? null : ReadWebhook(webhook, name));
    }

    private static WebhookAuthorizerOptions ReadWebhook(ConfigurationNode node, string name)
    {
        var connection = node.RequiredChild("connectionInfo");
        if (connection.RequiredText("type") is var type && type != "KubeConfigFile")
        {
            throw connection.Error("type", $"Unsupported value: \"{type}\": supported values: \"KubeConfigFile\"");
        }

        var file = connection.RequiredText("kubeConfigFile");
        connection.End();
        var timeout = Positive(node, "timeout", null);
        if (timeout > MaxTimeout)
        {
            throw node.Error("timeout", "Invalid value: must be <= 30s");
        }

        var cacheAuthorized = node.Flag("cacheAuthorizedRequests", true);
        var cacheUnauthorized = node.Flag("cacheUnauthorizedRequests", true);
        var authorizedTtl = Positive(node, "authorizedTTL", TimeSpan.FromMinutes(5));
        var unauthorizedTtl = Positive(node, "unauthorizedTTL", TimeSpan.FromSeconds(30));
        var options = new WebhookAuthorizerOptions
        {
            Name = name,
            KubeConfigFile = Path.IsPathRooted(file) ? file : throw connection.Error("kubeConfigFile", "Invalid value: must be an absolute path"),
            Timeout = timeout,
            Attempts = 1,
            AuthorizedTtl = cacheAuthorized ? authorizedTtl : TimeSpan.Zero,
            UnauthorizedTtl = cacheUnauthorized ? unauthorizedTtl : TimeSpan.Zero,
            Version = OneOf(node, "subjectAccessReviewVersion", "v1", "v1beta1"),
            FailurePolicy = OneOf(node, "failurePolicy", "NoOpinion", "Deny") == "Deny" ? WebhookFailurePolicy.Deny : WebhookFailurePolicy.NoOpinion,
            Conditions = ReadConditions(node),
        };
        node.End();
        return options;
    }

    private static MatchConditions? ReadConditions(ConfigurationNode node)
    {
        const string Version = "matchConditionSubjectAccessReviewVersion";
        var items = node.Items("matchConditions");
        var version = node.Text(Version);
        if (items.Count > MaxConditions)
        {
            throw node.Error("matchConditions", $"Too many: {items.Count}: must have at most {MaxConditions} items");
        }

        if (items.Count > 0 && version.Length == 0)
        {
            throw node.Error(Version, "Required value: required if match conditions are specified");
        }

        if (version is not ("" or "v1"))
        {
            throw node.Error(Version, $"Unsupported value: \"{version}\": supported values: \"v1\"");
        }

        var seen = new HashSet<string>();
        var conditions = new List<MatchCondition>();
        foreach (var item in items)
        {
            var expression = CelExpressions.Compile(item, "expression", ReviewExpressions.Environment, CelType.Bool).Text;
            if (!seen.Add(expression))
            {
                throw item.Error("expression", $"Duplicate value: {ErrorList.Quote(expression)}");
            }

            item.End();
            conditions.Add(new MatchCondition { Expression = expression });
        }

        return MatchConditions.Of([.. conditions], ReviewExpressions.Environment);
    }

    private static TimeSpan Positive(ConfigurationNode node, string name, TimeSpan? otherwise)
    {
        var span = node.Has(name) || otherwise is null ? node.Span(name, TimeSpan.Zero) : otherwise.Value;
        return span > TimeSpan.Zero ? span : throw node.Error(name, "Invalid value: must be > 0s");
    }

    private static string OneOf(ConfigurationNode node, string name, params string[] known)
    {
        var value = node.RequiredText(name);
        return known.Contains(value)
            ? value
            : throw node.Error(name, $"Unsupported value: \"{value}\": supported values: {string.Join(", ", known.Order(StringComparer.Ordinal).Select(word => $"\"{word}\""))}");
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainPattern();
}
