using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Resources;

/// <summary>A container's resources as the runtime sets them.</summary>
internal sealed class ContainerResourcesMapper(bool cpuQuota, bool unified, bool swapAccounting, long memoryCapacity)
{
    public LinuxContainerResources Map(Pod pod, Container container)
    {
        var requests = container.Resources.Requests;
        var limits = container.Resources.Limits;
        var cpuLimit = PodResources.MilliCpu(limits);
        // A limit without a request asks for as much.
        var cpuRequest = requests.ContainsKey(ResourceName.ResourceCPU) ? PodResources.MilliCpu(requests) : cpuLimit;
        var memoryLimit = PodResources.Memory(limits);
        var resources = new LinuxContainerResources
        {
            CpuShares = CgroupValues.Shares(cpuRequest),
            MemoryLimitInBytes = memoryLimit,
            OomScoreAdj = OomScore.Of(pod, container, memoryCapacity),
        };
        if (cpuQuota)
        {
            resources.CpuPeriod = CgroupValues.QuotaPeriod;
            resources.CpuQuota = CgroupValues.Quota(cpuLimit);
        }
        if (swapAccounting && memoryLimit > 0)
        {
            // Memory and swap together: no swap.
            resources.MemorySwapLimitInBytes = memoryLimit;
        }
        if (unified)
        {
            // A container whose one process is killed for memory ends as a whole.
            resources.Unified["memory.oom.group"] = "1";
        }
        foreach (var (name, quantity) in limits)
        {
            if (name.StartsWith(Constants.ResourceHugePagesPrefix, StringComparison.Ordinal))
            {
                resources.HugepageLimits.Add(new HugepageLimit
                {
                    PageSize = KernelPageSize(name[Constants.ResourceHugePagesPrefix.Length..]),
                    Limit = (ulong)quantity.Value,
                });
            }
        }
        return resources;
    }

    /// <summary><c>2Mi</c> is <c>2MB</c> in the cgroup's file names.</summary>
    private static string KernelPageSize(string size) => size.EndsWith('i') ? size[..^1] + "B" : size;
}
