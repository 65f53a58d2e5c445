using KubeSharp.ApiServer.Admission.PodSecurity.Checks;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>All rules of the Pod Security Standards.</summary>
internal static class PodSecurityStandards
{
    private static readonly PodCheck[] Checks =
    [
        new("appArmorProfile", PodSecurityLevel.Baseline, 0, ProfileChecks.AppArmor),
        new("capabilities_baseline", PodSecurityLevel.Baseline, 0, CapabilityChecks.DefaultOnly),
        new("hostNamespaces", PodSecurityLevel.Baseline, 0, HostChecks.Namespaces),
        new("hostPathVolumes", PodSecurityLevel.Baseline, 0, HostChecks.Paths),
        new("hostPorts", PodSecurityLevel.Baseline, 0, HostChecks.Ports),
        new("hostProbesAndHostLifecycle", PodSecurityLevel.Baseline, 34, HostChecks.ProbesAndLifecycle),
        new("privileged", PodSecurityLevel.Baseline, 0, PrivilegeChecks.Privileged),
        new("procMount", PodSecurityLevel.Baseline, 0, PrivilegeChecks.ProcMount),
        new("seLinuxOptions", PodSecurityLevel.Baseline, 0, ProfileChecks.Selinux),
        new("seccompProfile_baseline", PodSecurityLevel.Baseline, 19, ProfileChecks.SeccompConfined),
        new("sysctls", PodSecurityLevel.Baseline, 0, ProfileChecks.Sysctls),
        new("windowsHostProcess", PodSecurityLevel.Baseline, 0, HostChecks.HostProcess),
        new("allowPrivilegeEscalation", PodSecurityLevel.Restricted, 8, PrivilegeChecks.Escalation),
        new("capabilities_restricted", PodSecurityLevel.Restricted, 22, CapabilityChecks.DropAll) { Overrides = "capabilities_baseline" },
        new("restrictedVolumes", PodSecurityLevel.Restricted, 0, VolumeChecks.Restricted) { Overrides = "hostPathVolumes" },
        new("runAsNonRoot", PodSecurityLevel.Restricted, 0, PrivilegeChecks.NonRoot),
        new("runAsUser", PodSecurityLevel.Restricted, 23, PrivilegeChecks.UserZero),
        new("seccompProfile_restricted", PodSecurityLevel.Restricted, 19, ProfileChecks.SeccompSet) { Overrides = "seccompProfile_baseline" },
    ];

    /// <summary>All violations in upstream's order, as one text; "" if there is none.</summary>
    public static string Evaluate(PodView pod, LevelVersion version)
    {
        if (version.Level == PodSecurityLevel.Privileged)
        {
            return "";
        }

        var found = new List<string>();
        foreach (var check in Checks)
        {
            if (check.Level <= version.Level && version.Includes(check.Since) && !IsOverridden(check, version) && check.Find(pod, version) is { } violation)
            {
                found.Add(violation.ToString());
            }
        }

        return string.Join(", ", found);
    }

    private static bool IsOverridden(PodCheck check, LevelVersion version) =>
        version.Level == PodSecurityLevel.Restricted
        && Array.Exists(Checks, other => other.Overrides == check.Id && version.Includes(other.Since));
}
