namespace KubeSharp.Kubelet.Nodes;

/// <summary>Which kernel parameters pods may set: the safe ones, which touch nobody else, and those the node's owner allows.</summary>
internal sealed class SysctlPolicy(IReadOnlyList<string> allowedUnsafe)
{
    private static readonly HashSet<string> Safe =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    /// <returns>Null where the parameter is allowed.</returns>
    public string? Refusal(string name, bool hostNetwork, bool hostIpc)
    {
        var sysctl = name.Replace('/', '.');
        if (sysctl.StartsWith("net.", StringComparison.Ordinal) && hostNetwork)
        {
            return "not allowed with host net enabled";
        }
        if ((sysctl.StartsWith("kernel.shm", StringComparison.Ordinal) || sysctl.StartsWith("kernel.msg", StringComparison.Ordinal)
            || sysctl == "kernel.sem" || sysctl.StartsWith("fs.mqueue.", StringComparison.Ordinal)) && hostIpc)
        {
            return "not allowed with host ipc enabled";
        }
        return Safe.Contains(sysctl) || allowedUnsafe.Any(pattern => Matches(pattern, sysctl)) ? null : "not allowlisted";
    }

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == name;
}
