using System.Globalization;

namespace KubeSharp.Kubelet.Resources;

/// <summary>The cgroupfs driver on cgroup v2: one tree, controllers handed down level by level.</summary>
internal sealed class CgroupfsV2(string root, TimeProvider time) : ICgroups
{
    private static readonly string[] Wanted = ["cpu", "cpuset", "memory", "pids", "io", "hugetlb"];

    public string ParentFor(CgroupName name) => name.ToCgroupfs();

    public Task EnsureAsync(CgroupName name, CgroupLimits limits, CancellationToken cancellationToken)
    {
        var directory = root;
        foreach (var part in name.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Delegate(directory);
            directory = Path.Combine(directory, part);
            Directory.CreateDirectory(directory);
        }
        Delegate(directory);
        Apply(directory, limits);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(CgroupName name, CancellationToken cancellationToken) =>
        CgroupDirectory.RemoveAsync(root + name.ToCgroupfs(), time, cancellationToken);

    public IReadOnlyList<string> Children(CgroupName name) => CgroupDirectory.Children(root + name.ToCgroupfs());

    public long? WorkingSet(CgroupName name) =>
        CgroupDirectory.WorkingSet(root + name.ToCgroupfs(), "memory.current", "inactive_file");

    /// <summary>Writes v2's files in <paramref name="directory"/>; those of controllers that are not there are skipped.</summary>
    public static void Apply(string directory, CgroupLimits limits)
    {
        if (limits.CpuShares is { } shares)
        {
            CgroupDirectory.Write(directory, "cpu.weight", CgroupValues.Weight(shares).ToString(CultureInfo.InvariantCulture));
        }
        if (limits.CpuQuota is { } quota)
        {
            var period = limits.CpuPeriod ?? CgroupValues.QuotaPeriod;
            CgroupDirectory.Write(directory, "cpu.max", quota <= 0 ? $"max {period}" : $"{quota} {period}");
        }
        WriteMax(directory, "memory.max", limits.MemoryLimit);
        WriteMax(directory, "pids.max", limits.Pids);
    }

    private static void WriteMax(string directory, string file, long? value)
    {
        if (value is { } number)
        {
            CgroupDirectory.Write(directory, file, number < 0 ? "max" : number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Delegate(string directory)
    {
        var available = (CgroupDirectory.Read(directory, "cgroup.controllers") ?? "").Split(' ');
        var enabled = (CgroupDirectory.Read(directory, "cgroup.subtree_control") ?? "").Split(' ');
        foreach (var controller in Wanted)
        {
            if (available.Contains(controller) && !enabled.Contains(controller))
            {
                // One by one: the kernel refuses a whole line for one controller that cannot be enabled.
                CgroupDirectory.Write(directory, "cgroup.subtree_control", "+" + controller);
            }
        }
    }
}
