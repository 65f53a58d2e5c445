using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Admission.Certificates;
using KubeSharp.ApiServer.Admission.Configuration;
using KubeSharp.ApiServer.Admission.Events;
using KubeSharp.ApiServer.Admission.Images;
using KubeSharp.ApiServer.Admission.Limits;
using KubeSharp.ApiServer.Admission.Namespaces;
using KubeSharp.ApiServer.Admission.Networking;
using KubeSharp.ApiServer.Admission.Nodes;
using KubeSharp.ApiServer.Admission.Pods;
using KubeSharp.ApiServer.Admission.PodSecurity;
using KubeSharp.ApiServer.Admission.Policies;
using KubeSharp.ApiServer.Admission.Quotas;
using KubeSharp.ApiServer.Admission.Storage;
using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Admission.Workloads;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Features;
using Webhook = KubeSharp.ApiServer.Webhooks.Webhook;

namespace KubeSharp.ApiServer.Admission;

/// <summary>The built-in plugins in upstream's order, and which of them are on.</summary>
internal static class AdmissionPlugins
{
    private static readonly HashSet<string> OffByDefault =
    [
        "AlwaysAdmit", "NamespaceAutoProvision", "NamespaceExists", "LimitPodHardAntiAffinityTopology", "NodeRestriction", "AlwaysPullImages",
        ImagePolicyWebhook.PluginName, "PodNodeSelector", "PodTolerationRestriction", "EventRateLimit", "ExtendedResourceToleration",
        "OwnerReferencesPermissionEnforcement", "DenyServiceExternalIPs", "AlwaysDeny",
    ];

    private static readonly Dictionary<string, string> Gates = new(StringComparer.Ordinal)
    {
        ["NodeDeclaredFeatureValidator"] = FeatureGates.NodeDeclaredFeatures,
        ["PodTopologyLabels"] = FeatureGates.PodTopologyLabelsAdmission,
    };

    private static readonly TimeSpan ImagePolicyTimeout = TimeSpan.FromSeconds(30);

    /// <param name="objects">What the plugins read and charge.</param>
    /// <param name="authorizer">For plugins that ask whether the user may do something else.</param>
    /// <param name="webhooks">The plugins that ask webhooks.</param>
    /// <param name="policies">The plugins that evaluate policies.</param>
    /// <param name="configuration">--admission-control-config-file.</param>
    /// <param name="options">Which of them run, and their flags.</param>
    /// <param name="features">Switch some off.</param>
    /// <param name="time">For waits.</param>
    /// <exception cref="ArgumentException">A name is not known, or both on and off.</exception>
    /// <exception cref="ConfigurationException">A plugin that is on lacks its configuration.</exception>
    public static IReadOnlyList<IAdmissionPlugin> Create(
        IObjectStore objects,
        IAuthorizer authorizer,
        WebhookAdmission webhooks,
        PolicyAdmission policies,
        AdmissionConfiguration configuration,
        AccessOptions options,
        FeatureGates features,
        TimeProvider time)
    {
        var (enable, disable) = (options.EnableAdmissionPlugins, options.DisableAdmissionPlugins);
        if (enable.Intersect(disable).ToList() is { Count: > 0 } both)
        {
            throw new ArgumentException($"[{string.Join(' ', both)}] in enable-admission-plugins and disable-admission-plugins overlapped");
        }

        var all = All().ToList();
        CheckKnown(enable, "enable", all);
        CheckKnown(disable, "disable", all);
        return [.. all.Where(plugin => IsOn(plugin.Name) && (!Gates.TryGetValue(plugin.Name, out var gate) || features.IsOn(gate)))];

        bool IsOn(string name) => enable.Contains(name) || (!disable.Contains(name) && !OffByDefault.Contains(name));

        IEnumerable<IAdmissionPlugin> All()
        {
            var signers = new SignerAuthorization(authorizer);
            return
            [
                new AlwaysAdmit(),
                new NamespaceAutoProvision(objects),
                new NamespaceLifecycle(objects),
                new NamespaceExists(objects),
                new LimitPodHardAntiAffinityTopology(),
                new LimitRanger(objects),
                new ServiceAccountAdmission(objects, time),
                new NodeRestriction(objects, authorizer),
                new TaintNodesByCondition(),
                new AlwaysPullImages(),
                .. IsOn(ImagePolicyWebhook.PluginName) ? [ImagePolicy(configuration, time)] : Array.Empty<IAdmissionPlugin>(),
                new PodSecurityAdmission(objects, configuration.PodSecurity),
                new PodNodeSelector(objects, configuration.PodNodeSelectors),
                new PriorityAdmission(objects),
                new DefaultTolerationSeconds(options.DefaultNotReadyTolerationSeconds, options.DefaultUnreachableTolerationSeconds),
                new PodTolerationRestriction(objects, configuration.PodTolerations),
                .. IsOn(EventRateLimit.PluginName) ? [EventLimits(configuration, time)] : Array.Empty<IAdmissionPlugin>(),
                new ExtendedResourceToleration(),
                new DefaultStorageClass(objects),
                new StorageObjectInUseProtection(),
                new OwnerReferencesPermissionEnforcement(authorizer),
                new PersistentVolumeClaimResize(objects),
                new RuntimeClassAdmission(objects),
                new CertificateApproval(signers),
                new CertificateSigning(signers),
                new ClusterTrustBundleAttest(signers),
                new CertificateSubjectRestriction(),
                new DefaultIngressClass(objects),
                new DenyServiceExternalIPs(),
                new PodTopologyLabels(objects),
                new PodGroupWorkloadExists(objects),
                new NodeDeclaredFeatureValidator(objects),
                new PodResizeValidator(objects),
                policies.Mutating,
                webhooks.Mutating,
                policies.Validating,
                webhooks.Validating,
                new ResourceQuotaAdmission(objects, configuration.LimitedResources, time),
                new AlwaysDeny(),
            ];
        }
    }

    private static void CheckKnown(IReadOnlyList<string> names, string flag, IReadOnlyList<IAdmissionPlugin> all)
    {
        var known = all.Select(plugin => plugin.Name).Union(OffByDefault).ToList();
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"{flag}-admission-plugins plugin \"{unknown}\" is unknown; known are: {string.Join(", ", known)}");
        }
    }

    private static EventRateLimit EventLimits(AdmissionConfiguration configuration, TimeProvider time) => new(
        configuration.EventRateLimits ?? throw new ConfigurationException("EventRateLimit needs limits in --admission-control-config-file"), time);

    private static ImagePolicyWebhook ImagePolicy(AdmissionConfiguration configuration, TimeProvider time)
    {
        var options = configuration.ImagePolicy
            ?? throw new ConfigurationException("ImagePolicyWebhook needs imagePolicy.kubeConfigFile in --admission-control-config-file");
        var webhook = Webhook.OfKubeconfig(options.KubeConfigFile, ImagePolicyTimeout, Webhook.DefaultAttempts, time, options.RetryBackoff);
        return new ImagePolicyWebhook(webhook, options, time);
    }
}
