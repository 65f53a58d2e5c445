using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.Resources;

public sealed class ResourceTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(100, 102)]
    [InlineData(1000, 1024)]
    [InlineData(1_000_000, 262144)]
    public void CpuRequestsBecomeShares(long milliCpu, long shares) => Assert.Equal(shares, CgroupValues.Shares(milliCpu));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1000)]
    [InlineData(500, 50000)]
    public void CpuLimitsBecomeQuota(long milliCpu, long quota) => Assert.Equal(quota, CgroupValues.Quota(milliCpu));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 39)]
    [InlineData(262144, 10000)]
    public void SharesBecomeWeight(long shares, long weight) => Assert.Equal(weight, CgroupValues.Weight(shares));

    [Theory]
    [InlineData("", "", PodQOSClass.PodQOSBestEffort)]
    [InlineData("1", "", PodQOSClass.PodQOSBurstable)]
    [InlineData("1", "2", PodQOSClass.PodQOSBurstable)]
    [InlineData("1", "1", PodQOSClass.PodQOSGuaranteed)]
    public void QualityOfServiceFollowsRequestsAndLimits(string request, string limit, string expected) =>
        Assert.Equal(expected, PodQos.Of(TestPods.Pod(With(request, limit))));

    [Fact]
    public void OomScoreGrowsAsTheRequestShrinks()
    {
        const long Capacity = 4_000_000_000;
        Assert.Equal(1000, OomScore.Of(TestPods.Pod(TestPods.App("a")), TestPods.App("a"), Capacity));
        var burstable = With("1", "") with { Resources = new ResourceRequirements { Requests = Amounts("1", "1G") } };
        Assert.Equal(750, OomScore.Of(TestPods.Pod(burstable), burstable, Capacity));
        var guaranteed = With("1", "1");
        Assert.Equal(-997, OomScore.Of(TestPods.Pod(guaranteed), guaranteed, Capacity));
    }

    [Fact]
    public void PodAsksForTheNeediestMomentOfItsLife()
    {
        var pod = TestPods.Pod(With("1", ""), With("1", "") with { Name = "b" });
        pod = pod with
        {
            Spec = pod.Spec with
            {
                InitContainers = [With("3", "") with { Name = "i" }, With("1", "") with { Name = "s", RestartPolicy = "Always" }],
                Overhead = ApiMap<Quantity>.From([new("cpu", "250m")]),
            },
        };

        Assert.Equal(3250, PodResources.MilliCpu(PodResources.Requests(pod.Spec)));
    }

    [Fact]
    public void CgroupNamesFollowTheDriver()
    {
        var name = CgroupName.Root.Child("kubepods").Child("burstable").Child("pod12-34");

        Assert.Equal("/kubepods/burstable/pod12-34", name.ToCgroupfs());
        Assert.Equal("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12_34.slice", name.ToSystemdPath());
        Assert.Equal("kubepods-burstable-pod12_34.slice", name.ToSlice());
    }

    [Fact]
    public void HybridHostCountsAsVersionOne()
    {
        const string Hybrid = """
            30 24 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            31 24 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            32 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            """;
        var hierarchy = CgroupHierarchy.Parse(Hybrid);

        Assert.False(hierarchy.Unified);
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", hierarchy.Roots["cpu"]);
        Assert.Equal("/sys/fs/cgroup/systemd", hierarchy.Roots["systemd"]);
        Assert.True(CgroupHierarchy.Parse("30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw").Unified);
    }

    private static Container With(string request, string limit) => TestPods.App("a") with
    {
        Resources = new ResourceRequirements
        {
            Requests = request.Length == 0 ? default : Amounts(request, request + "Gi"),
            Limits = limit.Length == 0 ? default : Amounts(limit, limit + "Gi"),
        },
    };

    private static ApiMap<Quantity> Amounts(string cpu, string memory) => ApiMap<Quantity>.From([new("cpu", cpu), new("memory", memory)]);
}
