using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity.Checks;

/// <summary>Rules about root and what leads to it.</summary>
internal static class PrivilegeChecks
{
    public static Violation? Privileged(PodView pod, LevelVersion version)
    {
        var names = Names(pod, security => security?.Privileged == true);
        return names.Count == 0 ? null : new Violation("privileged", $"{Phrases.Containers(names)} must not set securityContext.privileged=true");
    }

    public static Violation? Escalation(PodView pod, LevelVersion version)
    {
        if (pod.IsWindows && version.Includes(25))
        {
            return null;
        }

        var names = Names(pod, security => security?.AllowPrivilegeEscalation != false);
        return names.Count == 0
            ? null
            : new Violation(
                "allowPrivilegeEscalation != false", $"{Phrases.Containers(names)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static Violation? NonRoot(PodView pod, LevelVersion version)
    {
        const string reason = "runAsNonRoot != true";
        var podValue = pod.Spec.SecurityContext?.RunAsNonRoot;
        var setters = HostChecks.Setters(pod, podValue == false, security => security.RunAsNonRoot == false);
        if (setters.Length > 0 && !(podValue == false && AllSetTrue(pod)))
        {
            return new Violation(reason, $"{setters} must not set securityContext.runAsNonRoot=false");
        }

        var implicitNames = podValue == true ? [] : Names(pod, security => security?.RunAsNonRoot is null);
        return implicitNames.Count == 0
            ? null
            : new Violation(reason, $"pod or {Phrases.Containers(implicitNames)} must set securityContext.runAsNonRoot=true");
    }

    public static Violation? UserZero(PodView pod, LevelVersion version)
    {
        var setters = HostChecks.Setters(pod, pod.Spec.SecurityContext?.RunAsUser == 0, security => security.RunAsUser == 0);
        return setters.Length == 0 ? null : new Violation("runAsUser=0", $"{setters} must not set runAsUser=0");
    }

    public static Violation? ProcMount(PodView pod, LevelVersion version)
    {
        var names = Names(pod, security => security?.ProcMount is not (null or ProcMountType.DefaultProcMount));
        var values = pod.Containers.Select(container => container.Security?.ProcMount)
            .Where(value => value is not (null or ProcMountType.DefaultProcMount)).Select(value => value!).Distinct().Order(StringComparer.Ordinal);
        return names.Count == 0
            ? null
            : new Violation("procMount", $"{Phrases.Containers(names)} must not set securityContext.procMount to {Phrases.Quoted(values)}");
    }

    private static bool AllSetTrue(PodView pod) => pod.Containers.All(container => container.Security?.RunAsNonRoot == true);

    private static List<string> Names(PodView pod, Func<SecurityContext?, bool> matches) =>
        [.. pod.Containers.Where(container => matches(container.Security)).Select(container => container.Name)];
}
