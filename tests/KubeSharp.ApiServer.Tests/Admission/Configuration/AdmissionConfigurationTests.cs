using KubeSharp.Api;
using KubeSharp.ApiServer.Admission.Configuration;
using KubeSharp.ApiServer.Admission.Events;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Tests.Admission.Configuration;

public sealed class AdmissionConfigurationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-admission-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Plugins_AreConfiguredInline_AndByPath()
    {
        File.WriteAllText(
            Path.Combine(_directory, "events.yaml"),
            """
            apiVersion: eventratelimit.admission.k8s.io/v1alpha1
            kind: Configuration
            limits:
            - type: SourceAndObject
              qps: 10
              burst: 50
            """);
        var configuration = Load(
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: EventRateLimit
              path: events.yaml
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults:
                  enforce: baseline
                  enforce-version: v1.30
                exemptions:
                  usernames: [admin]
                  namespaces: [kube-system]
            - name: PodNodeSelector
              configuration:
                podNodeSelectorPluginConfig:
                  clusterDefaultNodeSelector: env=test
                  ns: env=test,disk=fast
            - name: PodTolerationRestriction
              configuration:
                apiVersion: podtolerationrestriction.admission.k8s.io/v1alpha1
                kind: Configuration
                default: [{key: a, operator: Exists}]
            - name: ResourceQuota
              configuration:
                apiVersion: apiserver.config.k8s.io/v1
                kind: ResourceQuotaConfiguration
                limitedResources:
                - resource: pods
                  matchScopes:
                  - {scopeName: PriorityClass, operator: In, values: [system-cluster-critical]}
            - name: ImagePolicyWebhook
              configuration:
                imagePolicy: {kubeConfigFile: /etc/images, allowTTL: 50, denyTTL: -1, defaultAllow: true}
            - name: ValidatingAdmissionWebhook
              configuration:
                apiVersion: apiserver.config.k8s.io/v1
                kind: WebhookAdmissionConfiguration
                kubeConfigFile: /etc/webhooks
            - name: NamespaceLifecycle
            """);
        Assert.Equal([new EventRateLimitOptions(EventRateLimitType.SourceAndObject, 10, 50, 4096)], configuration.EventRateLimits);
        Assert.Equal("baseline:v1.30", configuration.PodSecurity.Defaults.Enforce.ToString());
        Assert.Equal("privileged:latest", configuration.PodSecurity.Defaults.Warn.ToString());
        Assert.Contains("kube-system", configuration.PodSecurity.ExemptNamespaces);
        Assert.Equal("fast", configuration.PodNodeSelectors["ns"]["disk"]);
        Assert.Equal("a", Assert.Single(configuration.PodTolerations.Default).Key);
        Assert.Equal("PriorityClass", Assert.Single(Assert.Single(configuration.LimitedResources).MatchScopes).ScopeName);
        Assert.Equal(
            (TimeSpan.FromSeconds(50), TimeSpan.Zero, true),
            (configuration.ImagePolicy!.AllowTtl, configuration.ImagePolicy.DenyTtl, configuration.ImagePolicy.DefaultAllow));
        Assert.Equal(("", "/etc/webhooks"), (configuration.MutatingWebhookKubeConfig, configuration.ValidatingWebhookKubeConfig));
    }

    [Theory]
    [InlineData("PodSecurity", "{apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, defaults: {enforce: tight}}", "configuration of PodSecurity: defaults.enforce: Invalid value: \"tight\": must be one of privileged, baseline, restricted")]
    [InlineData("PodSecurity", "{apiVersion: v1, kind: ConfigMap}", "configuration of PodSecurity: expected PodSecurityConfiguration of pod-security.admission.config.k8s.io/v1 or pod-security.admission.config.k8s.io/v1beta1 or pod-security.admission.config.k8s.io/v1alpha1, found kind \"ConfigMap\" of apiVersion \"v1\"")]
    [InlineData("EventRateLimit", "{apiVersion: eventratelimit.admission.k8s.io/v1alpha1, kind: Configuration, limits: [{type: Server, qps: 1}]}", "configuration of EventRateLimit: limits[0].burst: Invalid value: 0: must be positive")]
    [InlineData("EventRateLimit", "{apiVersion: eventratelimit.admission.k8s.io/v1alpha1, kind: Configuration, limits: [{type: 0, qps: 1}]}", "configuration of EventRateLimit: limits[0].type: must be a string")]
    [InlineData("EventRateLimit", "{apiVersion: eventratelimit.admission.k8s.io/v1alpha1, kind: Configuration, limits: [{type: server, qps: 1}]}", "configuration of EventRateLimit: limits[0].type: Unsupported value: \"server\": supported values: \"Server\", \"Namespace\", \"User\", \"SourceAndObject\"")]
    [InlineData("MutatingAdmissionWebhook", "{apiVersion: apiserver.config.k8s.io/v1, kind: WebhookAdmissionConfiguration, kubeConfigFile: near}", "configuration of MutatingAdmissionWebhook: kubeConfigFile: Invalid value: \"near\": must be an absolute path")]
    public void BadConfiguration_IsRefusedWithItsPlace(string plugin, string configuration, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load(
            $$"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins: [{name: {{plugin}}, configuration: {{configuration}}}]
            """));
        Assert.EndsWith(message, error.Message);
    }

    [Fact]
    public void NoFile_LeavesTheDefaults() =>
        Assert.Equal("privileged:latest", AdmissionConfigurationReader.Load("").PodSecurity.Defaults.Enforce.ToString());

    private AdmissionConfiguration Load(string text)
    {
        var path = Path.Combine(_directory, "admission.yaml");
        File.WriteAllText(path, text);
        return AdmissionConfigurationReader.Load(path);
    }
}
