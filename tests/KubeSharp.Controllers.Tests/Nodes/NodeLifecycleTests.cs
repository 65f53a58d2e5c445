using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Nodes;

namespace KubeSharp.Controllers.Tests.Nodes;

public sealed class NodeLifecycleTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new(new ControllerManagerOptions { AllocateNodeCidrs = true, ClusterCidr = "10.244.0.0/16" });
    private readonly NodeMonitor _monitor;

    public NodeLifecycleTests()
    {
        _harness.Add<NodeTaintController, string>(new NodeTaintController(_harness.Context));
        _harness.Add<TaintEvictionController, NamespacedName>(new TaintEvictionController(_harness.Context));
        _harness.Add<NodeIpamController, string>(new NodeIpamController(_harness.Context));
        _monitor = new NodeMonitor(_harness.Context);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task ASilentNodeBecomesUnknownAndItsPodsLeave()
    {
        Join("n1");
        Seed("patient", tolerationSeconds: 300);
        Seed("impatient", tolerationSeconds: null);
        await TickAsync();

        await PassAsync(TimeSpan.FromSeconds(50));
        Assert.Equal("True", Node("n1").Readiness());
        await PassAsync(TimeSpan.FromSeconds(5));

        var ready = Node("n1").Condition("Ready")!;
        Assert.Equal(("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal(
            ["node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unreachable:NoSchedule"],
            Node("n1").Spec.Taints.Select(static taint => $"{taint.Key}:{taint.Effect}").Order());
        Assert.Null(_harness.Server.Find<Pod>("default", "impatient"));
        Assert.Equal("False", _harness.Server.Get<Pod>("default", "patient").Status.Conditions.Single(static condition => condition.Type == "Ready").Status);

        await PassAsync(TimeSpan.FromSeconds(300));
        Assert.Null(_harness.Server.Find<Pod>("default", "patient"));
    }

    [Fact]
    public async Task ALeaseKeepsANodeAlive()
    {
        Join("n1");
        _harness.Server.Seed(new Lease { Metadata = new() { Namespace = "kube-node-lease", Name = "n1" } });
        for (var i = 0; i < 20; i++)
        {
            _harness.Server.Change<Lease>("kube-node-lease", "n1", lease => lease with { Spec = new LeaseSpec { RenewTime = new MicroTime(_harness.Time.GetUtcNow()) } });
            await PassAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Equal("True", Node("n1").Readiness());
        Assert.Empty(Node("n1").Spec.Taints);
    }

    [Fact]
    public async Task ANodeThatComesBackLosesItsTaints()
    {
        Join("n1");
        await TickAsync();
        await PassAsync(TimeSpan.FromSeconds(55));
        Assert.NotEmpty(Node("n1").Spec.Taints);

        _harness.Server.Change<Node>("", "n1", node => node with { Status = Ready(_harness.Time.GetUtcNow()) });
        await TickAsync();

        Assert.Empty(Node("n1").Spec.Taints);
    }

    [Fact]
    public async Task ConditionsAndCordonBecomeTaints()
    {
        Join("n1");
        _harness.Server.Change<Node>("", "n1", static node => node with
        {
            Spec = node.Spec with { Unschedulable = true },
            Status = node.Status with { Conditions = node.Status.Conditions.Add(new NodeCondition { Type = "MemoryPressure", Status = "True" }) },
        });
        await TickAsync();

        Assert.Equal(
            ["node.kubernetes.io/memory-pressure", "node.kubernetes.io/unschedulable"],
            Node("n1").Spec.Taints.Select(static taint => taint.Key).Order());
    }

    [Fact]
    public async Task EveryNodeHasARangeOfItsOwn()
    {
        Join("n1");
        Join("n2");
        await TickAsync();

        Assert.Equal(["10.244.0.0/24", "10.244.1.0/24"], new[] { Node("n1").Spec.PodCIDR, Node("n2").Spec.PodCIDR }.Order());
        Assert.Equal(Node("n1").Spec.PodCIDR, Assert.Single(Node("n1").Spec.PodCIDRs));
    }

    [Fact]
    public async Task PodsOfANodeThatIsGoneAreDeletedAfterQuarantine()
    {
        Seed("lost", tolerationSeconds: 300);
        var collector = new PodGarbageCollector(_harness.Context);
        await TickAsync();

        await collector.CollectAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(_harness.Server.Find<Pod>("default", "lost"));
        await PassAsync(TimeSpan.FromSeconds(40));
        await collector.CollectAsync(TestContext.Current.CancellationToken);

        Assert.Null(_harness.Server.Find<Pod>("default", "lost"));
    }

    private Node Node(string name) => _harness.Server.Get<Node>("", name);

    private static NodeStatus Ready(DateTimeOffset now) => new()
    {
        Conditions = [new NodeCondition { Type = "Ready", Status = "True", LastHeartbeatTime = now, LastTransitionTime = now }],
    };

    private void Join(string name) => _harness.Server.Seed(new Node { Metadata = new() { Name = name }, Status = Ready(_harness.Time.GetUtcNow()) });

    private void Seed(string name, long? tolerationSeconds) => _harness.Server.Seed(new Pod
    {
        Metadata = new() { Namespace = "default", Name = name },
        Spec = new PodSpec
        {
            NodeName = "n1",
            Tolerations = tolerationSeconds is null
                ? default
                : [new Toleration { Key = "node.kubernetes.io/unreachable", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = tolerationSeconds }],
        },
        Status = new PodStatus { Phase = "Running", Conditions = [new PodCondition { Type = "Ready", Status = "True" }] },
    });

    private async Task TickAsync()
    {
        await _harness.SettleAsync();
        await _monitor.CheckAllAsync(TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
    }

    private async Task PassAsync(TimeSpan time)
    {
        _harness.Time.Advance(time);
        await TickAsync();
        await TickAsync();
    }
}
