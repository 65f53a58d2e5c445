using System.Collections.Frozen;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity.Checks;

/// <summary>Rules about seccomp, AppArmor, SELinux and sysctls.</summary>
internal static class ProfileChecks
{
    private static readonly FrozenSet<string> SelinuxTypes = FrozenSet.Create(
        StringComparer.Ordinal, "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    private static readonly (int Since, string Name)[] SafeSysctls =
    [
        (0, "kernel.shm_rmid_forced"), (0, "net.ipv4.ip_local_port_range"), (0, "net.ipv4.tcp_syncookies"), (0, "net.ipv4.ping_group_range"),
        (0, "net.ipv4.ip_unprivileged_port_start"), (27, "net.ipv4.ip_local_reserved_ports"), (29, "net.ipv4.tcp_keepalive_time"),
        (29, "net.ipv4.tcp_fin_timeout"), (29, "net.ipv4.tcp_keepalive_intvl"), (29, "net.ipv4.tcp_keepalive_probes"), (32, "net.ipv4.tcp_rmem"),
        (32, "net.ipv4.tcp_wmem"),
    ];

    public static Violation? SeccompConfined(PodView pod, LevelVersion version)
    {
        var podValue = pod.Spec.SecurityContext?.SeccompProfile?.Type;
        var parts = SeccompSetters(pod, podValue, type => type is null or SeccompProfileType.RuntimeDefault or SeccompProfileType.Localhost);
        return parts.Length == 0 ? null : new Violation("seccompProfile", parts);
    }

    public static Violation? SeccompSet(PodView pod, LevelVersion version)
    {
        if (pod.IsWindows && version.Includes(25))
        {
            return null;
        }

        if (SeccompConfined(pod, version) is { } explicitViolation)
        {
            return explicitViolation;
        }

        if (pod.Spec.SecurityContext?.SeccompProfile is not null)
        {
            return null;
        }

        var names = pod.Containers.Where(container => container.Security?.SeccompProfile is null).Select(container => container.Name).ToList();
        return names.Count == 0
            ? null
            : new Violation(
                "seccompProfile",
                $"pod or {Phrases.Containers(names)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    public static Violation? AppArmor(PodView pod, LevelVersion version)
    {
        var setters = HostChecks.Setters(
            pod, pod.Spec.SecurityContext?.AppArmorProfile?.Type == AppArmorProfileType.Unconfined,
            security => security.AppArmorProfile?.Type == AppArmorProfileType.Unconfined);
        var parts = new List<string>();
        if (setters.Length > 0)
        {
            parts.Add($"{setters} must not set AppArmor profile type to \"Unconfined\"");
        }

        foreach (var (key, value) in pod.Metadata.Annotations)
        {
            if (key.StartsWith(Constants.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix, StringComparison.Ordinal)
                && value is not ("" or "runtime/default") && !value.StartsWith("localhost/", StringComparison.Ordinal))
            {
                parts.Add($"{key}=\"{value}\"");
            }
        }

        return parts.Count == 0
            ? null
            : new Violation(Phrases.Plural("forbidden AppArmor profile", "forbidden AppArmor profiles", parts.Count), string.Join(", ", parts));
    }

    public static Violation? Selinux(PodView pod, LevelVersion version)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        var user = false;
        var role = false;
        var setters = HostChecks.Setters(pod, Bad(pod.Spec.SecurityContext?.SELinuxOptions), security => Bad(security.SELinuxOptions));
        if (setters.Length == 0)
        {
            return null;
        }

        var details = new List<string>();
        if (types.Count > 0)
        {
            details.Add($"{Phrases.Plural("type", "types", types.Count)} {Phrases.Quoted(types)}");
        }

        if (user)
        {
            details.Add("user may not be set");
        }

        if (role)
        {
            details.Add("role may not be set");
        }

        return new Violation("seLinuxOptions", $"{setters} set forbidden securityContext.seLinuxOptions: {string.Join("; ", details)}");

        bool Bad(SELinuxOptions? options)
        {
            if (options is null)
            {
                return false;
            }

            var badType = !SelinuxTypes.Contains(options.Type);
            if (badType)
            {
                types.Add(options.Type);
            }

            user |= options.User.Length > 0;
            role |= options.Role.Length > 0;
            return badType || options.User.Length > 0 || options.Role.Length > 0;
        }
    }

    public static Violation? Sysctls(PodView pod, LevelVersion version)
    {
        var forbidden = pod.Spec.SecurityContext?.Sysctls.Select(sysctl => sysctl.Name).Where(name => !IsSafe(name, version)).ToList() ?? [];
        return forbidden.Count == 0 ? null : new Violation("forbidden sysctls", string.Join(", ", forbidden));
    }

    private static bool IsSafe(string name, LevelVersion version)
    {
        foreach (var (since, safe) in SafeSysctls)
        {
            if (safe == name && version.Includes(since))
            {
                return true;
            }
        }

        return false;
    }

    private static string SeccompSetters(PodView pod, string? podValue, Func<string?, bool> allowed)
    {
        var parts = new List<string>();
        if (!allowed(podValue))
        {
            parts.Add($"pod must not set securityContext.seccompProfile.type to \"{podValue}\"");
        }

        var bad = pod.Containers.Where(container => !allowed(container.Security?.SeccompProfile?.Type)).ToList();
        if (bad.Count > 0)
        {
            var values = bad.Select(container => container.Security!.SeccompProfile!.Type).Distinct().Order(StringComparer.Ordinal);
            parts.Add(
                $"{Phrases.Containers([.. bad.Select(container => container.Name)])} must not set securityContext.seccompProfile.type to {Phrases.Quoted(values)}");
        }

        return string.Join(" and ", parts);
    }
}
