using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Security settings of one container.</summary>
internal static class SecurityContextChecks
{
    private const long MaxId = uint.MaxValue;

    public static void Validate(ErrorList errors, FieldPath container, SecurityContext? context, PodSpecContext pod)
    {
        if (context is null)
        {
            return;
        }

        var path = container.Child("securityContext");
        Id(errors, path, "runAsUser", context.RunAsUser);
        Id(errors, path, "runAsGroup", context.RunAsGroup);
        if (context.ProcMount is { } procMount)
        {
            FieldChecks.OneOf(errors, path, "procMount", procMount, "Default", "Unmasked");
            if (pod.HostUsers && procMount == "Unmasked")
            {
                errors.InvalidText(path.Child("procMount"), procMount, "`hostUsers` must be false to use `Unmasked`");
            }
        }

        ProfileChecks.Seccomp(errors, path, context.SeccompProfile);
        if (context.AllowPrivilegeEscalation is false)
        {
            Escalation(errors, path, context);
        }

        WindowsOptionsChecks.Validate(errors, path, context.WindowsOptions);
        ProfileChecks.AppArmor(errors, path, context.AppArmorProfile);
    }

    public static void Id(ErrorList errors, FieldPath path, string field, long? id)
    {
        if (id is { } value)
        {
            FieldChecks.InRange(errors, path, field, value, 0, MaxId);
        }
    }

    private static void Escalation(ErrorList errors, FieldPath path, SecurityContext context)
    {
        if (context.Privileged is true)
        {
            errors.Invalid(
                path,
                ValueText.Struct(("privileged", "true"), ("allowPrivilegeEscalation", "false")),
                "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (context.Capabilities is { } capabilities)
        {
            foreach (var capability in capabilities.Add)
            {
                if (capability == "CAP_SYS_ADMIN")
                {
                    errors.Invalid(
                        path,
                        ValueText.Struct(("capabilities", "{\"add\":" + ValueText.List(capabilities.Add) + "}"), ("allowPrivilegeEscalation", "false")),
                        "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
                }
            }
        }
    }
}
