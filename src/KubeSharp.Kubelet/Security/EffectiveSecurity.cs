using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Security;

/// <summary>A container's security context with the pod's where it says nothing itself.</summary>
internal static class EffectiveSecurity
{
    public static SecurityContext Of(Pod pod, Container container)
    {
        var own = container.SecurityContext ?? SecurityContext.Empty;
        if (pod.Spec.SecurityContext is not { } shared)
        {
            return own;
        }
        return own with
        {
            SELinuxOptions = own.SELinuxOptions ?? shared.SELinuxOptions,
            RunAsUser = own.RunAsUser ?? shared.RunAsUser,
            RunAsGroup = own.RunAsGroup ?? shared.RunAsGroup,
            RunAsNonRoot = own.RunAsNonRoot ?? shared.RunAsNonRoot,
            SeccompProfile = own.SeccompProfile ?? shared.SeccompProfile,
            AppArmorProfile = own.AppArmorProfile ?? shared.AppArmorProfile,
        };
    }
}
