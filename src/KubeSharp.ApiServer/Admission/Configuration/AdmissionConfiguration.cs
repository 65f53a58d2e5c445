using KubeSharp.Api;
using KubeSharp.ApiServer.Admission.Events;
using KubeSharp.ApiServer.Admission.Images;
using KubeSharp.ApiServer.Admission.Pods;
using KubeSharp.ApiServer.Admission.PodSecurity;
using KubeSharp.ApiServer.Admission.Quotas;

namespace KubeSharp.ApiServer.Admission.Configuration;

/// <summary>--admission-control-config-file: AdmissionConfiguration of apiserver.config.k8s.io, the plugins' parts of it read.</summary>
internal sealed record AdmissionConfiguration
{
    public PodSecurityOptions PodSecurity { get; init; } = new();

    public IReadOnlyList<LimitedResource> LimitedResources { get; init; } = [];

    /// <summary>Null without configuration; the plugin cannot run then.</summary>
    public IReadOnlyList<EventRateLimitOptions>? EventRateLimits { get; init; }

    /// <summary>Node selectors by namespace.</summary>
    public IReadOnlyDictionary<string, ApiMap<string>> PodNodeSelectors { get; init; } = new Dictionary<string, ApiMap<string>>();

    public PodTolerationOptions PodTolerations { get; init; } = new(default, default);

    /// <summary>Null without configuration; the plugin cannot run then.</summary>
    public ImagePolicyOptions? ImagePolicy { get; init; }

    /// <summary>Kubeconfig of what mutating webhooks are shown; "" for nothing.</summary>
    public string MutatingWebhookKubeConfig { get; init; } = "";

    /// <summary>The same for validating webhooks.</summary>
    public string ValidatingWebhookKubeConfig { get; init; } = "";
}
