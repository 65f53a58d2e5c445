namespace KubeSharp.Kubelet.Resources;

/// <summary>The cgroupfs driver on cgroup v1: one tree for each controller, the same directory in all of them.</summary>
internal sealed class CgroupfsV1(CgroupHierarchy hierarchy, TimeProvider time) : ICgroups
{
    private readonly string[] _roots = [.. hierarchy.Roots.Values.Distinct(StringComparer.Ordinal)];

    public string ParentFor(CgroupName name) => name.ToCgroupfs();

    public Task EnsureAsync(CgroupName name, CgroupLimits limits, CancellationToken cancellationToken)
    {
        foreach (var root in _roots)
        {
            Directory.CreateDirectory(root + name.ToCgroupfs());
        }
        if (hierarchy.Roots.TryGetValue("cpuset", out var cpuset))
        {
            InheritCpuset(cpuset, name);
        }
        Write("cpu", name, "cpu.shares", limits.CpuShares);
        Write("cpu", name, "cpu.cfs_period_us", limits.CpuPeriod);
        Write("cpu", name, "cpu.cfs_quota_us", limits.CpuQuota);
        Write("memory", name, "memory.limit_in_bytes", limits.MemoryLimit);
        Write("pids", name, "pids.max", limits.Pids);
        return Task.CompletedTask;
    }

    public async Task RemoveAsync(CgroupName name, CancellationToken cancellationToken)
    {
        foreach (var root in _roots)
        {
            await CgroupDirectory.RemoveAsync(root + name.ToCgroupfs(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public IReadOnlyList<string> Children(CgroupName name) =>
        [.. _roots.SelectMany(root => CgroupDirectory.Children(root + name.ToCgroupfs())).Distinct(StringComparer.Ordinal)];

    public long? WorkingSet(CgroupName name) => hierarchy.Roots.TryGetValue("memory", out var root)
        ? CgroupDirectory.WorkingSet(root + name.ToCgroupfs(), "memory.usage_in_bytes", "total_inactive_file")
        : null;

    /// <summary>A new cpuset is empty and takes no process before it has CPUs and memory nodes: each level copies from its parent.</summary>
    private static void InheritCpuset(string root, CgroupName name)
    {
        var directory = root;
        foreach (var part in name.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var child = Path.Combine(directory, part);
            foreach (var file in (ReadOnlySpan<string>)["cpuset.cpus", "cpuset.mems"])
            {
                if (CgroupDirectory.Read(child, file) is { Length: 0 } && CgroupDirectory.Read(directory, file) is { Length: > 0 } value)
                {
                    CgroupDirectory.Write(child, file, value);
                }
            }
            directory = child;
        }
    }

    private void Write(string controller, CgroupName name, string file, long? value)
    {
        if (value is { } number && hierarchy.Roots.TryGetValue(controller, out var root))
        {
            var text = number < 0 && file == "pids.max" ? "max" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            CgroupDirectory.Write(root + name.ToCgroupfs(), file, text);
        }
    }
}
