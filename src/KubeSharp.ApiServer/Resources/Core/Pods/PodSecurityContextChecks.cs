using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Security settings of the pod as a whole.</summary>
internal static class PodSecurityContextChecks
{
    private const string SysctlFormat = "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    public static void Validate(ErrorList errors, FieldPath specPath, PodSpec spec)
    {
        if (spec.SecurityContext is not { } context)
        {
            return;
        }

        var path = specPath.Child("securityContext");
        SecurityContextChecks.Id(errors, path, "fsGroup", context.FSGroup);
        SecurityContextChecks.Id(errors, path, "runAsUser", context.RunAsUser);
        SecurityContextChecks.Id(errors, path, "runAsGroup", context.RunAsGroup);
        for (var i = 0; i < context.SupplementalGroups.Count; i++)
        {
            if (context.SupplementalGroups[i] is var group and (< 0 or > uint.MaxValue))
            {
                errors.InvalidNumber(path.Child("supplementalGroups").Index(i), group, NameMessages.Range(0, uint.MaxValue));
            }
        }

        if (spec is { ShareProcessNamespace: true, HostPID: true })
        {
            errors.InvalidFlag(path.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        Sysctls(errors, path, context, spec);
        if (context.FSGroupChangePolicy is { } change)
        {
            FieldChecks.OneOf(errors, path, "fsGroupChangePolicy", change, "Always", "OnRootMismatch");
        }

        ProfileChecks.Seccomp(errors, path, context.SeccompProfile);
        WindowsOptionsChecks.Validate(errors, path, context.WindowsOptions);
        ProfileChecks.AppArmor(errors, path, context.AppArmorProfile);
        if (context.SupplementalGroupsPolicy is { } groups)
        {
            FieldChecks.OneOf(errors, path, "supplementalGroupsPolicy", groups, "Merge", "Strict");
        }

        if (context.SELinuxChangePolicy is { } label)
        {
            FieldChecks.OneOf(errors, path, "seLinuxChangePolicy", label, "MountOption", "Recursive");
        }
    }

    private static void Sysctls(ErrorList errors, FieldPath context, PodSecurityContext security, PodSpec spec)
    {
        var seen = new NameSet();
        for (var i = 0; i < security.Sysctls.Count; i++)
        {
            var name = security.Sysctls[i].Name;
            var path = context.Child("sysctls").Index(i).Child("name");
            if (name.Length == 0)
            {
                errors.Required(path, "");
            }
            else if (!IsSysctl(name))
            {
                errors.InvalidText(path, name, $"must have at most 253 characters and match regex {SysctlFormat}");
            }
            else if (seen.Contains(name))
            {
                errors.DuplicateText(path, name);
            }

            if (spec.HostNetwork && IsIn(name, "net."))
            {
                errors.InvalidText(path, name, "may not be specified when 'hostNetwork' is true");
            }
            else if (spec.HostIPC && (IsIn(name, "kernel.shm") || IsIn(name, "kernel.msg") || IsIn(name, "kernel.sem") || IsIn(name, "fs.mqueue.")))
            {
                errors.InvalidText(path, name, "may not be specified when 'hostIPC' is true");
            }

            seen.Add(name);
        }
    }

    private static bool IsIn(string sysctl, string prefix) => sysctl.Replace('/', '.').StartsWith(prefix, StringComparison.Ordinal);

    private static bool IsSysctl(string name)
    {
        if (name.Length > 253)
        {
            return false;
        }

        foreach (var range in name.AsSpan().SplitAny("./"))
        {
            var part = name.AsSpan()[range];
            if (part.IsEmpty || part[0] is '-' or '_' || part[^1] is '-' or '_' || part.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-_"))
            {
                return false;
            }
        }

        return true;
    }
}
