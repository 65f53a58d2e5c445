using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KubeSharp.Kubelet.Resources;

/// <summary>
/// The systemd driver: every cgroup is a slice that systemd owns, so limits go through it (<c>systemctl set-property --runtime</c>)
/// and are never written behind its back.
/// </summary>
internal sealed class SystemdCgroups(CgroupHierarchy hierarchy) : ICgroups
{
    private readonly string _memoryRoot = hierarchy.Unified ? hierarchy.Roots[""] : hierarchy.Roots.GetValueOrDefault("memory", "");

    public string ParentFor(CgroupName name) => name.ToSlice();

    public async Task EnsureAsync(CgroupName name, CgroupLimits limits, CancellationToken cancellationToken)
    {
        await SystemctlAsync(["start", name.ToSlice()], cancellationToken).ConfigureAwait(false);
        var properties = Properties(limits);
        if (properties.Count > 0)
        {
            await SystemctlAsync(["set-property", "--runtime", name.ToSlice(), .. properties], cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RemoveAsync(CgroupName name, CancellationToken cancellationToken) =>
        Directory.Exists(_memoryRoot + name.ToSystemdPath())
            ? SystemctlAsync(["stop", name.ToSlice()], cancellationToken)
            : Task.CompletedTask;

    public IReadOnlyList<string> Children(CgroupName name)
    {
        var prefix = name.ToSlice()[..^".slice".Length] + "-";
        return
        [
            .. CgroupDirectory.Children(_memoryRoot + name.ToSystemdPath())
                .Where(child => child.EndsWith(".slice", StringComparison.Ordinal) && child.StartsWith(prefix, StringComparison.Ordinal))
                .Select(child => child[prefix.Length..^".slice".Length].Replace('_', '-')),
        ];
    }

    public long? WorkingSet(CgroupName name)
    {
        var directory = _memoryRoot + name.ToSystemdPath();
        return hierarchy.Unified
            ? CgroupDirectory.WorkingSet(directory, "memory.current", "inactive_file")
            : CgroupDirectory.WorkingSet(directory, "memory.usage_in_bytes", "total_inactive_file");
    }

    private static List<string> Properties(CgroupLimits limits)
    {
        var properties = new List<string>();
        if (limits.CpuShares is { } shares)
        {
            properties.Add($"CPUWeight={CgroupValues.Weight(shares)}");
        }
        if (limits.CpuQuota is { } quota)
        {
            var percent = quota * 100.0 / (limits.CpuPeriod ?? CgroupValues.QuotaPeriod);
            properties.Add(quota <= 0 ? "CPUQuota=" : string.Create(CultureInfo.InvariantCulture, $"CPUQuota={percent:0.##}%"));
        }
        if (limits.MemoryLimit is { } memory)
        {
            properties.Add(memory < 0 ? "MemoryMax=infinity" : $"MemoryMax={memory}");
        }
        if (limits.Pids is { } pids)
        {
            properties.Add(pids < 0 ? "TasksMax=infinity" : $"TasksMax={pids}");
        }
        return properties;
    }

    private static async Task SystemctlAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("systemctl") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start) ?? throw new Win32Exception("systemctl did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new IOException($"systemctl {string.Join(' ', arguments)}: {error.Trim()}");
        }
    }
}
