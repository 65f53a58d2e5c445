using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Defaults of a pod spec wherever it stands: in a pod or in a template.</summary>
internal static class PodSpecDefaults
{
    private static readonly PodSecurityContext EmptySecurityContext = new();

    public static PodTemplateSpec Apply(PodTemplateSpec template)
    {
        var spec = Apply(template.Spec);
        return ReferenceEquals(spec, template.Spec) ? template : template with { Spec = spec };
    }

    public static PodSpec Apply(PodSpec spec)
    {
        var volumes = spec.Volumes.Map(VolumeDefaults.Map);
        var containers = spec.Containers.Map(ContainerDefaults.Map);
        var init = spec.InitContainers.Map(ContainerDefaults.Map);
        var ephemeral = spec.EphemeralContainers.Map(ContainerDefaults.MapEphemeral);
        if (spec.DNSPolicy.Length > 0 && spec.RestartPolicy.Length > 0 && spec.SchedulerName.Length > 0 && spec.SecurityContext is not null &&
            spec.TerminationGracePeriodSeconds is not null && spec.DeprecatedServiceAccount == spec.ServiceAccountName &&
            volumes.SameAs(spec.Volumes) && containers.SameAs(spec.Containers) && init.SameAs(spec.InitContainers) &&
            ephemeral.SameAs(spec.EphemeralContainers))
        {
            return spec;
        }

        var account = spec.ServiceAccountName.Length > 0 ? spec.ServiceAccountName : spec.DeprecatedServiceAccount;
        return spec with
        {
            Volumes = volumes,
            Containers = containers,
            InitContainers = init,
            EphemeralContainers = ephemeral,
            DNSPolicy = spec.DNSPolicy.Length > 0 ? spec.DNSPolicy : "ClusterFirst",
            RestartPolicy = spec.RestartPolicy.Length > 0 ? spec.RestartPolicy : "Always",
            SchedulerName = spec.SchedulerName.Length > 0 ? spec.SchedulerName : "default-scheduler",
            SecurityContext = spec.SecurityContext ?? EmptySecurityContext,
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? 30,
            ServiceAccountName = account,
            DeprecatedServiceAccount = account,
        };
    }
}
