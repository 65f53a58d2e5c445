namespace KubeSharp.Kubelet.Resources;

/// <summary>How this host mounts its cgroups.</summary>
/// <param name="Unified">Whether everything is in one cgroup v2 tree.</param>
/// <param name="Roots">Controller name → mount point on v1 (named hierarchies by their name); the one mount point under "" on v2.</param>
internal sealed record CgroupHierarchy(bool Unified, IReadOnlyDictionary<string, string> Roots)
{
    private static readonly HashSet<string> Controllers =
        ["cpu", "cpuacct", "cpuset", "memory", "pids", "blkio", "devices", "freezer", "hugetlb", "perf_event", "net_cls", "net_prio", "rdma", "misc"];

    /// <summary>
    /// Reads <c>/proc/self/mountinfo</c>. A host with any v1 controller counts as v1, also where a v2 tree is mounted beside it
    /// (the hybrid layout), because that is how runc decides.
    /// </summary>
    public static CgroupHierarchy Parse(string mountInfo)
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        string? unified = null;
        foreach (var line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = line.IndexOf(" - ", StringComparison.Ordinal);
            if (separator < 0)
            {
                continue;
            }
            var left = line[..separator].Split(' ');
            var right = line[(separator + 3)..].Split(' ');
            if (left.Length < 5 || right.Length < 3)
            {
                continue;
            }
            if (right[0] == "cgroup2")
            {
                unified ??= left[4];
            }
            else if (right[0] == "cgroup")
            {
                foreach (var option in right[2].Split(','))
                {
                    var name = option.StartsWith("name=", StringComparison.Ordinal) ? option["name=".Length..] : option;
                    if (Controllers.Contains(name) || name != option)
                    {
                        roots.TryAdd(name, left[4]);
                    }
                }
            }
        }
        return roots.Keys.Any(Controllers.Contains)
            ? new CgroupHierarchy(false, roots)
            : new CgroupHierarchy(true, new Dictionary<string, string> { [""] = unified ?? "/sys/fs/cgroup" });
    }
}
