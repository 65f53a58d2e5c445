using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.PodSecurity;

namespace KubeSharp.ApiServer.Tests.Admission.PodSecurity;

public sealed class PodSecurityTests
{
    private static readonly SecurityContext Hardened = new()
    {
        AllowPrivilegeEscalation = false,
        RunAsNonRoot = true,
        Capabilities = new Capabilities { Drop = ["ALL"] },
        SeccompProfile = new SeccompProfile { Type = "RuntimeDefault" },
    };

    private readonly FakeObjects _objects = new();
    private readonly PodSecurityAdmission _plugin;

    public PodSecurityTests() => _plugin = new PodSecurityAdmission(_objects, new PodSecurityOptions());

    [Fact]
    public async Task Restricted_PlainPod_IsForbiddenInUpstreamsWords()
    {
        _objects.Add(Namespace("enforce", "restricted"));
        var error = await Assert.ThrowsAsync<ApiException>(() => Validate(Pod(null)));
        Assert.Equal(403, error.Status.Code);
        Assert.Equal(
            "pods \"test\" is forbidden: violates PodSecurity \"restricted:latest\": "
            + "allowPrivilegeEscalation != false (container \"a\" must set securityContext.allowPrivilegeEscalation=false), "
            + "unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]), "
            + "runAsNonRoot != true (pod or container \"a\" must set securityContext.runAsNonRoot=true), "
            + "seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")",
            error.Status.Message);
    }

    [Fact]
    public async Task Restricted_HardenedPod_IsAllowed()
    {
        _objects.Add(Namespace("enforce", "restricted"));
        await Validate(Pod(Hardened));
    }

    [Fact]
    public async Task Baseline_HostAccess_IsForbidden()
    {
        _objects.Add(Namespace("enforce", "baseline"));
        var pod = Pod(new SecurityContext { Privileged = true });
        pod = pod with
        {
            Spec = pod.Spec with
            {
                HostNetwork = true,
                HostPID = true,
                Volumes = [new Volume { Name = "root", HostPath = new HostPathVolumeSource { Path = "/" } }],
            },
        };
        var error = await Assert.ThrowsAsync<ApiException>(() => Validate(pod));
        Assert.EndsWith(
            "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true, hostPID=true), hostPath volumes (volume \"root\"), "
            + "privileged (container \"a\" must not set securityContext.privileged=true)",
            error.Status.Message);
    }

    [Fact]
    public async Task Warn_OfDeploymentAndPod_IsAWarning()
    {
        _objects.Add(Namespace("warn", "baseline"));
        var pod = Pod(new SecurityContext { Capabilities = new Capabilities { Add = ["NET_ADMIN"] } });
        var context = Requests.Create(new Deployment
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "web" },
            Spec = new DeploymentSpec { Template = new PodTemplateSpec { Spec = pod.Spec } },
        });
        await _plugin.ValidateAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["would violate PodSecurity \"baseline:latest\": non-default capabilities (container \"a\" must not include \"NET_ADMIN\" in securityContext.capabilities.add)"],
            context.Request.Warnings!);
    }

    [Fact]
    public async Task VersionPin_LeavesOutLaterRules()
    {
        var ns = Namespace("enforce", "restricted");
        _objects.Add(ns with { Metadata = ns.Metadata with { Labels = ns.Metadata.Labels.Set("pod-security.kubernetes.io/enforce-version", "v1.7") } });
        await Validate(Pod(new SecurityContext { RunAsNonRoot = true }));
    }

    [Fact]
    public async Task NamespaceLabel_Unknown_IsInvalid()
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => _plugin.ValidateAsync(Requests.Create(Namespace("enforce", "strict")), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(422, error.Status.Code);
        Assert.Contains("must be one of privileged, baseline, restricted", error.Status.Message);
    }

    [Fact]
    public async Task StricterNamespace_WarnsOfExistingPods()
    {
        _objects.Add(Pod(null));
        var context = Requests.Update(Namespace("enforce", "restricted"), Namespace("enforce", "privileged"));
        await _plugin.ValidateAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal("existing pods in namespace \"ns\" violate the new PodSecurity enforce level \"restricted:latest\"", context.Request.Warnings![0]);
        Assert.StartsWith("test: allowPrivilegeEscalation != false", context.Request.Warnings[1]);
    }

    private static Namespace Namespace(string mode, string level) => new()
    {
        Metadata = new ObjectMeta { Name = "ns", Labels = default(ApiMap<string>).Set("pod-security.kubernetes.io/" + mode, level) },
    };

    private static Pod Pod(SecurityContext? security) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "test" },
        Spec = new PodSpec { Containers = [new Container { Name = "a", SecurityContext = security }] },
    };

    private Task Validate(Pod pod) => _plugin.ValidateAsync(Requests.Create(pod), TestContext.Current.CancellationToken).AsTask();
}
