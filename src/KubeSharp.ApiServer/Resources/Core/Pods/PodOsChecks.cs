using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>spec.os, and the fields that the other system knows nothing of.</summary>
internal static class PodOsChecks
{
    private const string NotForWindows = "cannot be set for a windows pod";
    private const string NotForLinux = "windows options cannot be set for a linux pod";

    public static void Validate(ErrorList errors, FieldPath path, PodSpec spec)
    {
        switch (spec.OS?.Name)
        {
            case null:
                break;
            case "":
                errors.Required(path.Child("os").Child("name"), "cannot be empty");
                break;
            case "linux":
                Linux(errors, path, spec);
                break;
            case "windows":
                Windows(errors, path, spec);
                break;
            default:
                errors.NotSupportedText(path.Child("os"), spec.OS.Name, "linux", "windows");
                break;
        }
    }

    private static void Linux(ErrorList errors, FieldPath path, PodSpec spec)
    {
        Forbid(errors, path.Child("securityContext"), "windowsOptions", spec.SecurityContext?.WindowsOptions is not null, NotForLinux);
        foreach (var (container, containerPath) in PodContainers.All(spec, path))
        {
            Forbid(
                errors, containerPath.Child("securityContext"), "windowsOptions",
                container.SecurityContext?.WindowsOptions is not null, NotForLinux);
        }
    }

    private static void Windows(ErrorList errors, FieldPath path, PodSpec spec)
    {
        if (spec.SecurityContext is { } context)
        {
            var security = path.Child("securityContext");
            Forbid(errors, security, "appArmorProfile", context.AppArmorProfile is not null);
            Forbid(errors, security, "seLinuxOptions", context.SELinuxOptions is not null);
            Forbid(errors, path, "hostUsers", spec.HostUsers is not null);
            Forbid(errors, path, "hostPID", spec.HostPID);
            Forbid(errors, path, "hostIPC", spec.HostIPC);
            Forbid(errors, security, "seccompProfile", context.SeccompProfile is not null);
            Forbid(errors, security, "fsGroup", context.FSGroup is not null);
            Forbid(errors, security, "fsGroupChangePolicy", context.FSGroupChangePolicy is not null);
            Forbid(errors, security, "sysctls", context.Sysctls.Count > 0);
            Forbid(errors, path, "shareProcessNamespace", spec.ShareProcessNamespace is not null);
            Forbid(errors, security, "runAsUser", context.RunAsUser is not null);
            Forbid(errors, security, "runAsGroup", context.RunAsGroup is not null);
            Forbid(errors, security, "supplementalGroups", !context.SupplementalGroups.IsNil);
            Forbid(errors, security, "supplementalGroupsPolicy", context.SupplementalGroupsPolicy is not null);
            Forbid(errors, security, "seLinuxChangePolicy", context.SELinuxChangePolicy is not null);
        }

        foreach (var (container, containerPath) in PodContainers.All(spec, path))
        {
            if (container.SecurityContext is not { } own)
            {
                continue;
            }

            var security = containerPath.Child("securityContext");
            Forbid(errors, security, "appArmorProfile", own.AppArmorProfile is not null);
            Forbid(errors, security, "seLinuxOptions", own.SELinuxOptions is not null);
            Forbid(errors, security, "seccompProfile", own.SeccompProfile is not null);
            Forbid(errors, security, "capabilities", own.Capabilities is not null);
            Forbid(errors, security, "readOnlyRootFilesystem", own.ReadOnlyRootFilesystem is not null);
            Forbid(errors, security, "privileged", own.Privileged is not null);
            Forbid(errors, security, "allowPrivilegeEscalation", own.AllowPrivilegeEscalation is not null);
            Forbid(errors, security, "procMount", own.ProcMount is not null);
            Forbid(errors, security, "runAsUser", own.RunAsUser is not null);
            Forbid(errors, security, "runAsGroup", own.RunAsGroup is not null);
        }
    }

    private static void Forbid(ErrorList errors, FieldPath path, string field, bool set, string why = NotForWindows)
    {
        if (set)
        {
            errors.Forbidden(path.Child(field), why);
        }
    }
}
