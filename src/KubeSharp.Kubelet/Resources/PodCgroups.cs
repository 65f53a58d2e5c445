using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Resources;

/// <summary>
/// The tree that divides a node among its pods:
/// <code>
/// kubepods                      allocatable of the node
/// ├── podUID                    guaranteed pods
/// ├── burstable/podUID          shares: the sum of their requests
/// └── besteffort/podUID         shares: the least there is
/// </code>
/// </summary>
internal sealed class PodCgroups(ICgroups cgroups, string cgroupRoot, bool cpuQuota, long pidsLimit)
{
    private const string PodPrefix = "pod";

    /// <summary>Guards the sums of requests below.</summary>
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _burstableMilliCpu = new(StringComparer.Ordinal);

    private readonly CgroupName _kubepods = Root(cgroupRoot).Child("kubepods");

    /// <summary>Makes the tree. Memory and CPU of <paramref name="allocatable"/> bound all pods together.</summary>
    public async Task EnsureTreeAsync(ApiMap<Quantity> allocatable, CancellationToken cancellationToken)
    {
        var limits = new CgroupLimits(
            CpuShares: CgroupValues.Shares(PodResources.MilliCpu(allocatable)),
            MemoryLimit: PodResources.Memory(allocatable) is > 0 and var memory ? memory : null);
        await cgroups.EnsureAsync(_kubepods, limits, cancellationToken).ConfigureAwait(false);
        await cgroups.EnsureAsync(_kubepods.Child("burstable"), new CgroupLimits(CpuShares: CgroupValues.MinShares), cancellationToken)
            .ConfigureAwait(false);
        await cgroups.EnsureAsync(_kubepods.Child("besteffort"), new CgroupLimits(CpuShares: CgroupValues.MinShares), cancellationToken)
            .ConfigureAwait(false);
    }

    public CgroupName NameOf(Pod pod) => Name(PodQos.Of(pod), pod.Metadata.UID);

    public string ParentFor(Pod pod) => cgroups.ParentFor(NameOf(pod));

    public long? WorkingSet(Pod pod) => cgroups.WorkingSet(NameOf(pod));

    public async Task EnsureAsync(Pod pod, CancellationToken cancellationToken)
    {
        var requests = PodResources.Requests(pod.Spec);
        var limits = PodResources.Limits(pod.Spec);
        var cpu = PodResources.AllLimited(pod.Spec, ResourceName.ResourceCPU) ? PodResources.MilliCpu(limits) : 0;
        var memory = PodResources.AllLimited(pod.Spec, ResourceName.ResourceMemory) ? PodResources.Memory(limits) : 0;
        var qos = PodQos.Of(pod);
        var values = new CgroupLimits(
            CpuShares: qos == PodQOSClass.PodQOSBestEffort ? CgroupValues.MinShares : CgroupValues.Shares(PodResources.MilliCpu(requests)),
            CpuPeriod: cpuQuota && cpu > 0 ? CgroupValues.QuotaPeriod : null,
            CpuQuota: cpuQuota && cpu > 0 ? CgroupValues.Quota(cpu) : null,
            MemoryLimit: memory > 0 ? memory : null,
            Pids: pidsLimit > 0 ? pidsLimit : null);
        await cgroups.EnsureAsync(NameOf(pod), values, cancellationToken).ConfigureAwait(false);
        if (qos == PodQOSClass.PodQOSBurstable)
        {
            await UpdateBurstableAsync(pod.Metadata.UID, PodResources.MilliCpu(requests), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the pod's cgroup wherever it is; the pod's object may be gone.</summary>
    public async Task RemoveAsync(string uid, CancellationToken cancellationToken)
    {
        foreach (var qos in (string[])[PodQOSClass.PodQOSGuaranteed, PodQOSClass.PodQOSBurstable, PodQOSClass.PodQOSBestEffort])
        {
            await cgroups.RemoveAsync(Name(qos, uid), cancellationToken).ConfigureAwait(false);
        }
        await UpdateBurstableAsync(uid, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pods that have a cgroup.</summary>
    public IReadOnlySet<string> Uids() =>
        ((CgroupName[])[_kubepods, _kubepods.Child("burstable"), _kubepods.Child("besteffort")])
        .SelectMany(cgroups.Children)
        .Where(static name => name.StartsWith(PodPrefix, StringComparison.Ordinal))
        .Select(static name => name[PodPrefix.Length..])
        .ToHashSet(StringComparer.Ordinal);

    private CgroupName Name(string qos, string uid)
    {
        var parent = qos switch
        {
            PodQOSClass.PodQOSBurstable => _kubepods.Child("burstable"),
            PodQOSClass.PodQOSBestEffort => _kubepods.Child("besteffort"),
            _ => _kubepods,
        };
        return parent.Child(PodPrefix + uid);
    }

    private async Task UpdateBurstableAsync(string uid, long? milliCpu, CancellationToken cancellationToken)
    {
        long sum;
        lock (_gate)
        {
            var before = _burstableMilliCpu.GetValueOrDefault(uid, -1);
            if (before == (milliCpu ?? -1))
            {
                return;
            }
            if (milliCpu is { } value)
            {
                _burstableMilliCpu[uid] = value;
            }
            else
            {
                _burstableMilliCpu.Remove(uid);
            }
            sum = _burstableMilliCpu.Values.Sum();
        }
        await cgroups.EnsureAsync(_kubepods.Child("burstable"), new CgroupLimits(CpuShares: CgroupValues.Shares(sum)), cancellationToken)
            .ConfigureAwait(false);
    }

    private static CgroupName Root(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(CgroupName.Root, static (name, part) => name.Child(part));
}
