using System.Collections.Frozen;

namespace KubeSharp.ApiServer.Admission.PodSecurity.Checks;

internal static class CapabilityChecks
{
    private static readonly FrozenSet<string> Default = FrozenSet.Create(
        StringComparer.Ordinal,
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID",
        "SYS_CHROOT");

    private static readonly FrozenSet<string> Restricted = FrozenSet.Create(StringComparer.Ordinal, "NET_BIND_SERVICE");

    public static Violation? DefaultOnly(PodView pod, LevelVersion version) =>
        AddsBeyond(pod, Default) is { } detail ? new Violation("non-default capabilities", detail) : null;

    public static Violation? DropAll(PodView pod, LevelVersion version)
    {
        if (pod.IsWindows && version.Includes(25))
        {
            return null;
        }

        var keeping = pod.Containers
            .Where(container => container.Security?.Capabilities?.Drop.Contains("ALL") != true)
            .Select(container => container.Name).ToList();
        var details = new List<string>();
        if (keeping.Count > 0)
        {
            details.Add($"{Phrases.Containers(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]");
        }

        if (AddsBeyond(pod, Restricted) is { } adding)
        {
            details.Add(adding);
        }

        return details.Count == 0 ? null : new Violation("unrestricted capabilities", string.Join("; ", details));
    }

    private static string? AddsBeyond(PodView pod, FrozenSet<string> allowed)
    {
        var names = new List<string>();
        var capabilities = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.Containers)
        {
            var added = container.Security?.Capabilities?.Add.Where(capability => !allowed.Contains(capability)).ToList() ?? [];
            if (added.Count > 0)
            {
                names.Add(container.Name);
                capabilities.UnionWith(added);
            }
        }

        return names.Count == 0
            ? null
            : $"{Phrases.Containers(names)} must not include {Phrases.Quoted(capabilities)} in securityContext.capabilities.add";
    }
}
