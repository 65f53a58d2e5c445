using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.Nodes;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.Nodes;

public sealed class PodAdmissionTests
{
    private static readonly ApiMap<Quantity> Allocatable = ApiMap<Quantity>.From([new("cpu", "2"), new("memory", "4Gi"), new("pods", "2")]);

    private Node _node = new() { Metadata = new ObjectMeta { Name = "node", Labels = ApiMap<string>.From([new("disk", "ssd")]) } };
    private NodePressure _pressure;

    [Fact]
    public void PodThatFitsIsTaken() => Assert.Null(Admit(Asking("1")));

    [Fact]
    public void TooMuchCpuIsRefusedWithTheAccount()
    {
        var refusal = Admit(Asking("1500m"), Other(Asking("1")))!;

        Assert.Equal("OutOfcpu", refusal.Reason);
        Assert.Equal("Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity: 2000", refusal.Message);
    }

    [Fact]
    public void TooManyPodsAreRefused() => Assert.Equal("OutOfpods", Admit(Asking("0"), Other(Asking("0")), Other(Asking("0"), "3"))!.Reason);

    [Fact]
    public void TakenHostPortIsRefused()
    {
        var pod = TestPods.Pod(TestPods.App("a") with { Ports = [new ContainerPort { ContainerPortValue = 80, HostPort = 8080, Protocol = "TCP" }] });

        Assert.Equal("NodePorts", Admit(pod, Other(pod))!.Reason);
    }

    [Theory]
    [InlineData("ssd", null)]
    [InlineData("hdd", "NodeAffinity")]
    public void SelectorHasToMatch(string disk, string? reason)
    {
        var pod = Asking("0");

        Assert.Equal(reason, Admit(pod with { Spec = pod.Spec with { NodeSelector = ApiMap<string>.From([new("disk", disk)]) } })?.Reason);
    }

    [Fact]
    public void UntoleratedNoExecuteTaintIsRefused()
    {
        _node = _node with { Spec = new NodeSpec { Taints = [new Taint { Key = "k", Effect = TaintEffect.NoExecute }] } };
        var pod = Asking("0");

        Assert.Equal("TaintToleration", Admit(pod)!.Reason);
        Assert.Null(Admit(pod with { Spec = pod.Spec with { Tolerations = [new Toleration { Key = "k", Operator = "Exists" }] } }));
    }

    [Fact]
    public void BestEffortPodIsRefusedWhenMemoryIsShort()
    {
        _pressure = new NodePressure(Memory: true, Disk: false, Pid: false);

        Assert.Equal("Evicted", Admit(TestPods.Pod(TestPods.App("a")))!.Reason);
        Assert.Null(Admit(Asking("1")));
    }

    [Theory]
    [InlineData("net.ipv4.tcp_syncookies", false)]
    [InlineData("kernel.msgmax", true)]
    public void UnsafeSysctlIsRefused(string name, bool refused)
    {
        var pod = Asking("0");
        pod = pod with { Spec = pod.Spec with { SecurityContext = new PodSecurityContext { Sysctls = [new Sysctl { Name = name, Value = "1" }] } } };

        Assert.Equal(refused ? "SysctlForbidden" : null, Admit(pod)?.Reason);
    }

    private KubeSharp.Kubelet.PodStatuses.PodEnding? Admit(Pod pod, params Pod[] active) =>
        new PodAdmission(() => _node, () => Allocatable, () => _pressure, new SysctlPolicy([])).Admit(pod, active);

    private static Pod Asking(string cpu) =>
        TestPods.Pod(TestPods.App("a") with { Resources = new ResourceRequirements { Requests = ApiMap<Quantity>.From([new("cpu", cpu)]) } });

    private static Pod Other(Pod pod, string uid = "2") => pod with { Metadata = pod.Metadata with { UID = uid } };
}
