using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission.Events;
using KubeSharp.ApiServer.Admission.Images;
using KubeSharp.ApiServer.Admission.Pods;
using KubeSharp.ApiServer.Admission.PodSecurity;
using KubeSharp.ApiServer.Admission.Quotas;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Admission.Configuration;

/// <summary>The parts of the configuration that are the plugins' own, each in its own API group.</summary>
internal static class PluginConfigurationReader
{
    private const string PodSecurityGroup = "pod-security.admission.config.k8s.io";
    private const string QuotaGroup = "resourcequota.admission.k8s.io";

    /// <summary>The configuration with what a plugin's part says. Plugins that have nothing to configure are passed over, as upstream does.</summary>
    /// <param name="configuration">So far.</param>
    /// <param name="plugin">Whose part it is.</param>
    /// <param name="content">YAML or JSON.</param>
    /// <param name="place">For messages.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AdmissionConfiguration Read(AdmissionConfiguration configuration, string plugin, ReadOnlyMemory<byte> content, string place) => plugin switch
    {
        "PodSecurity" => configuration with
        {
            PodSecurity = ConfigurationFile.Parse(
                content, place, "PodSecurityConfiguration", [PodSecurityGroup + "/v1", PodSecurityGroup + "/v1beta1", PodSecurityGroup + "/v1alpha1"], ReadPodSecurity),
        },
        "ResourceQuota" => configuration with
        {
            LimitedResources = ConfigurationFile.Parse(
                content, place, ["ResourceQuotaConfiguration", "Configuration"],
                [ConfigurationFile.Group + "/v1", QuotaGroup + "/v1beta1", QuotaGroup + "/v1alpha1"], ReadLimitedResources),
        },
        "EventRateLimit" => configuration with
        {
            EventRateLimits = ConfigurationFile.Parse(
                content, place, "Configuration", ["eventratelimit.admission.k8s.io/v1alpha1"], ReadEventRateLimits),
        },
        "PodTolerationRestriction" => configuration with
        {
            PodTolerations = ConfigurationFile.Parse(
                content, place, "Configuration", ["podtolerationrestriction.admission.k8s.io/v1alpha1"],
                root => new PodTolerationOptions(ReadTolerations(root, "default"), ReadTolerations(root, "whitelist"))),
        },
        "PodNodeSelector" => configuration with { PodNodeSelectors = ConfigurationFile.ParseBare(content, place, ReadNodeSelectors) },
        ImagePolicyWebhook.PluginName => configuration with { ImagePolicy = ConfigurationFile.ParseBare(content, place, ReadImagePolicy) },
        "MutatingAdmissionWebhook" => configuration with { MutatingWebhookKubeConfig = ReadWebhooks(content, place) },
        "ValidatingAdmissionWebhook" => configuration with { ValidatingWebhookKubeConfig = ReadWebhooks(content, place) },
        _ => configuration,
    };

    private static PodSecurityOptions ReadPodSecurity(ConfigurationNode root)
    {
        var options = new PodSecurityOptions();
        if (root.Child("defaults") is { } defaults)
        {
            options = options with
            {
                Defaults = new NamespacePolicy(ReadLevel(defaults, "enforce"), ReadLevel(defaults, "audit"), ReadLevel(defaults, "warn")),
            };
            defaults.End();
        }

        if (root.Child("exemptions") is { } exemptions)
        {
            options = options with
            {
                ExemptUsernames = exemptions.Texts("usernames").ToHashSet(StringComparer.Ordinal),
                ExemptNamespaces = exemptions.Texts("namespaces").ToHashSet(StringComparer.Ordinal),
                ExemptRuntimeClasses = exemptions.Texts("runtimeClasses").ToHashSet(StringComparer.Ordinal),
            };
            exemptions.End();
        }

        return options;
    }

    private static LevelVersion ReadLevel(ConfigurationNode node, string mode)
    {
        var (levelText, versionText) = (node.Text(mode, "privileged"), node.Text(mode + "-version", "latest"));
        if (!LevelVersion.TryParseLevel(levelText, out var level))
        {
            throw node.Error(mode, $"Invalid value: \"{levelText}\": must be one of privileged, baseline, restricted");
        }

        return LevelVersion.TryParseVersion(versionText, out var minor)
            ? new LevelVersion(level, minor)
            : throw node.Error(mode + "-version", $"Invalid value: \"{versionText}\": must be \"latest\" or \"v1.x\"");
    }

    private static List<LimitedResource> ReadLimitedResources(ConfigurationNode root)
    {
        var limited = new List<LimitedResource>();
        foreach (var node in root.Items("limitedResources"))
        {
            limited.Add(new LimitedResource
            {
                ApiGroup = node.Text("apiGroup"),
                Resource = node.RequiredText("resource"),
                MatchContains = node.Texts("matchContains"),
                MatchScopes = [.. node.Items("matchScopes").Select(ReadScope)],
            });
            node.End();
        }

        return limited;
    }

    private static ScopedResourceSelectorRequirement ReadScope(ConfigurationNode node)
    {
        var scope = new ScopedResourceSelectorRequirement
        {
            ScopeName = node.RequiredText("scopeName"),
            Operator = node.RequiredText("operator"),
            Values = [.. node.Texts("values")],
        };
        node.End();
        return scope;
    }

    private static List<EventRateLimitOptions> ReadEventRateLimits(ConfigurationNode root)
    {
        var limits = new List<EventRateLimitOptions>();
        foreach (var node in root.Items("limits"))
        {
            var text = node.Text("type");
            if (!Enum.TryParse<EventRateLimitType>(text, out var type) || type.ToString() != text)
            {
                var known = string.Join(", ", Enum.GetNames<EventRateLimitType>().Select(name => $"\"{name}\""));
                throw node.Error("type", $"Unsupported value: \"{text}\": supported values: {known}");
            }

            var size = node.Number("cacheSize", 0);
            limits.Add(new EventRateLimitOptions(
                type, Positive(node, "qps"), Positive(node, "burst"),
                size < 0 ? throw node.Error("cacheSize", $"Invalid value: {size}: must not be negative")
                : size > 0 ? size
                : EventRateLimitOptions.DefaultCacheSize));
            node.End();
        }

        return limits.Count > 0 ? limits : throw root.Error("limits", "Invalid value: []: must not be empty");
    }

    private static int Positive(ConfigurationNode node, string name) =>
        node.Number(name, 0) is > 0 and var number ? number : throw node.Error(name, $"Invalid value: {node.Number(name, 0)}: must be positive");

    private static ApiList<Toleration> ReadTolerations(ConfigurationNode node, string name)
    {
        try
        {
            return node.Json(name) is { Length: > 0 } json ? TolerationJson.Read(json) : default;
        }
        catch (DecodeException invalid)
        {
            throw node.Error(name, invalid.Message);
        }
    }

    private static Dictionary<string, ApiMap<string>> ReadNodeSelectors(ConfigurationNode root)
    {
        var node = root.Child("podNodeSelectorPluginConfig");
        try
        {
            return node?.TextMap().ToDictionary(entry => entry.Key, entry => PodNodeSelector.ParseSelector(entry.Value), StringComparer.Ordinal) ?? [];
        }
        catch (FormatException invalid)
        {
            throw node!.Error("", invalid.Message);
        }
    }

    private static ImagePolicyOptions ReadImagePolicy(ConfigurationNode root)
    {
        var node = root.RequiredChild("imagePolicy");
        var standard = new ImagePolicyOptions { KubeConfigFile = node.RequiredText("kubeConfigFile") };
        var options = standard with
        {
            AllowTtl = ReadSpan(node, "allowTTL", TimeSpan.FromSeconds(1), standard.AllowTtl, TimeSpan.FromMinutes(30)),
            DenyTtl = ReadSpan(node, "denyTTL", TimeSpan.FromSeconds(1), standard.DenyTtl, TimeSpan.FromMinutes(30)),
            RetryBackoff = ReadSpan(node, "retryBackoff", TimeSpan.FromMilliseconds(1), standard.RetryBackoff, TimeSpan.FromMinutes(5)),
            DefaultAllow = node.Flag("defaultAllow"),
        };
        node.End();
        return options;
    }

    /// <summary>So many units; -1 is no time at all, and 0 is the default.</summary>
    private static TimeSpan ReadSpan(ConfigurationNode node, string name, TimeSpan unit, TimeSpan standard, TimeSpan max)
    {
        var number = node.Number(name, 0);
        return number switch
        {
            -1 => TimeSpan.Zero,
            0 => standard,
            > 0 when number * unit <= max => number * unit,
            _ => throw node.Error(name, $"valid value is between {unit} and {max}, got {number * unit}"),
        };
    }

    private static string ReadWebhooks(ReadOnlyMemory<byte> content, string place) => ConfigurationFile.Parse(
        content, place, ["WebhookAdmissionConfiguration", "WebhookAdmission"],
        [ConfigurationFile.Group + "/v1", ConfigurationFile.Group + "/v1alpha1"], ReadWebhookKubeConfig);

    private static string ReadWebhookKubeConfig(ConfigurationNode root)
    {
        if (root.Text("staticManifestsDir").Length > 0)
        {
            throw root.Error("staticManifestsDir", "Forbidden: webhooks from manifests are not available");
        }

        var file = root.Text("kubeConfigFile");
        return file.Length == 0 || Path.IsPathRooted(file)
            ? file
            : throw root.Error("kubeConfigFile", $"Invalid value: \"{file}\": must be an absolute path");
    }
}
