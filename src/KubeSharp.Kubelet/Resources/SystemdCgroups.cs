using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KubeSharp.Kubelet.Resources;

/// <summary>
/// The systemd driver: every cgroup is a transient slice that systemd owns, so it is made and limited by systemd's manager
/// (<c>org.freedesktop.systemd1.Manager</c>, called with <c>busctl</c>) and never behind its back.
/// </summary>
internal sealed class SystemdCgroups(CgroupHierarchy hierarchy, TimeProvider time) : ICgroups
{
    /// <summary>Each is a name, a type and a value.</summary>
    private static readonly IReadOnlyList<string[]> Accounting =
    [
        ["CPUAccounting", "b", "true"],
        ["MemoryAccounting", "b", "true"],
        ["TasksAccounting", "b", "true"],
        ["IOAccounting", "b", "true"],
    ];

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    private readonly string _memoryRoot = hierarchy.Unified ? hierarchy.Roots[""] : hierarchy.Roots.GetValueOrDefault("memory", "");

    public string ParentFor(CgroupName name) => name.ToSlice();

    public async Task EnsureAsync(CgroupName name, CgroupLimits limits, CancellationToken cancellationToken)
    {
        var properties = Properties(limits);
        if (Directory.Exists(DirectoryOf(name)))
        {
            await CallAsync("SetUnitProperties", "sba(sv)", [name.ToSlice(), "true", .. Array(properties)], cancellationToken).ConfigureAwait(false);
            return;
        }

        await CallAsync("StartTransientUnit", "ssa(sv)a(sa(sv))", [name.ToSlice(), "replace", .. Array([.. Accounting, .. properties]), "0"], cancellationToken)
            .ConfigureAwait(false);

        // The answer is a job; the cgroup is there when it has run.
        var started = time.GetTimestamp();
        while (!Directory.Exists(DirectoryOf(name)))
        {
            if (time.GetElapsedTime(started) > StartTimeout)
            {
                throw new IOException($"systemd has not started {name.ToSlice()}");
            }
            await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RemoveAsync(CgroupName name, CancellationToken cancellationToken) =>
        Directory.Exists(DirectoryOf(name))
            ? CallAsync("StopUnit", "ss", [name.ToSlice(), "replace"], cancellationToken)
            : Task.CompletedTask;

    public IReadOnlyList<string> Children(CgroupName name)
    {
        var prefix = name.ToSlice()[..^".slice".Length] + "-";
        return
        [
            .. CgroupDirectory.Children(DirectoryOf(name))
                .Where(child => child.EndsWith(".slice", StringComparison.Ordinal) && child.StartsWith(prefix, StringComparison.Ordinal))
                .Select(child => child[prefix.Length..^".slice".Length].Replace('_', '-')),
        ];
    }

    public long? WorkingSet(CgroupName name)
    {
        var directory = DirectoryOf(name);
        return hierarchy.Unified
            ? CgroupDirectory.WorkingSet(directory, "memory.current", "inactive_file")
            : CgroupDirectory.WorkingSet(directory, "memory.usage_in_bytes", "total_inactive_file");
    }

    private string DirectoryOf(CgroupName name) => _memoryRoot + name.ToSystemdPath();

    private List<string[]> Properties(CgroupLimits limits)
    {
        const ulong Infinity = ulong.MaxValue;
        var properties = new List<string[]>();
        void Add(string name, ulong value) => properties.Add([name, "t", value.ToString(CultureInfo.InvariantCulture)]);
        if (limits.CpuShares is { } shares)
        {
            Add(hierarchy.Unified ? "CPUWeight" : "CPUShares", (ulong)(hierarchy.Unified ? CgroupValues.Weight(shares) : shares));
        }
        if (limits.CpuQuota is { } quota)
        {
            const long MicrosecondsPerSecond = 1_000_000;
            var period = limits.CpuPeriod ?? CgroupValues.QuotaPeriod;
            Add("CPUQuotaPerSecUSec", quota <= 0 ? Infinity : (ulong)(quota * MicrosecondsPerSecond / period));
        }
        if (limits.MemoryLimit is { } memory)
        {
            Add(hierarchy.Unified ? "MemoryMax" : "MemoryLimit", memory < 0 ? Infinity : (ulong)memory);
        }
        if (limits.Pids is { } pids)
        {
            Add("TasksMax", pids < 0 ? Infinity : (ulong)pids);
        }
        return properties;
    }

    /// <summary>busctl's way to write an array: its length, then its members.</summary>
    private static IEnumerable<string> Array(IReadOnlyCollection<string[]> properties) =>
        properties.SelectMany(static property => property).Prepend(properties.Count.ToString(CultureInfo.InvariantCulture));

    private static async Task CallAsync(string method, string signature, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string[] call = ["call", "org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", method, signature];
        var start = new ProcessStartInfo("busctl", [.. call, "--", .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new Win32Exception("busctl did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new IOException($"{method} {arguments[0]}: {error.Trim()}");
        }
    }
}
