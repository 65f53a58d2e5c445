using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Pods;
using KubeSharp.ApiServer.Tests.Admission;

namespace KubeSharp.ApiServer.Tests.Pods;

public sealed class EvictionTests
{
    private readonly FakeObjects _objects = new();
    private readonly Deletions _deletions = new();

    [Fact]
    public async Task WithoutBudget_ThePodIsMarkedAndDeleted()
    {
        _objects.Add(Pod("a", "Running"));
        await Evict("a");
        Assert.Equal(["a"], _deletions.Names);
        Assert.Equal("EvictionByEvictionAPI", _objects.Get<Pod>("ns", "a")!.Status.Conditions.Last().Reason);
    }

    [Fact]
    public async Task Budget_IsCharged_AndRefusesWhenEmpty()
    {
        _objects.Add(Pod("a", "Running"), Pod("b", "Running"), Budget(allowed: 1));
        await Evict("a");
        var status = _objects.Get<PodDisruptionBudget>("ns", "budget")!.Status;
        Assert.Equal(0, status.DisruptionsAllowed);
        Assert.True(status.DisruptedPods.ContainsKey("a"));

        var error = await Assert.ThrowsAsync<ApiException>(() => Evict("b"));
        Assert.Equal((429, "Cannot evict pod as it would violate the pod's disruption budget."), (error.Status.Code, error.Status.Message));
        Assert.Equal(
            new StatusCause { Type = "DisruptionBudget", Message = "The disruption budget budget needs 2 healthy pods and has 3 currently" },
            error.Status.Details!.Causes[0]);
        Assert.Equal(["a"], _deletions.Names);
    }

    [Fact]
    public async Task DryRun_ChargesNothing()
    {
        _objects.Add(Pod("a", "Running"), Budget(allowed: 1));
        await Evict("a", dryRun: true);
        Assert.Equal(0, _objects.Writes);
    }

    [Fact]
    public async Task FinishedPod_GoesWithoutAskingTheBudget()
    {
        _objects.Add(Pod("a", "Succeeded"), Budget(allowed: 0));
        await Evict("a");
        Assert.Equal(["a"], _deletions.Names);
    }

    [Fact]
    public async Task TwoBudgets_AreAnError()
    {
        var budget = Budget(allowed: 1);
        _objects.Add(Pod("a", "Running"), budget, budget with { Metadata = budget.Metadata with { Name = "second" } });
        var error = await Assert.ThrowsAsync<ApiException>(() => Evict("a"));
        Assert.Equal(500, error.Status.Code);
    }

    [Fact]
    public async Task Binding_SetsTheNodeOnce()
    {
        _objects.Add(Pod("a", "Pending"));
        var handler = new BindingHandler(_objects);
        var binding = new Binding { Metadata = new ObjectMeta { Name = "a" }, Target = new ObjectReference { Kind = "Node", Name = "node-1" } };
        var context = Requests.Context("pods", "ns", "a", "binding");
        Assert.Equal(201, (await handler.HandleAsync(context, binding, TestContext.Current.CancellationToken)).StatusCode);
        var pod = _objects.Get<Pod>("ns", "a")!;
        Assert.Equal("node-1", pod.Spec.NodeName);
        Assert.Equal(("PodScheduled", "True"), (pod.Status.Conditions[^1].Type, pod.Status.Conditions[^1].Status));
        var error = await Assert.ThrowsAsync<ApiException>(
            () => handler.HandleAsync(context, binding, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(
            "Operation cannot be fulfilled on pods/binding \"a\": pod a is already assigned to node \"node-1\"", error.Status.Message);
    }

    private static Pod Pod(string name, string phase) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = name, UID = "uid-" + name, Labels = default(ApiMap<string>).Set("app", "web") },
        Status = new PodStatus { Phase = phase, Conditions = [new PodCondition { Type = "Ready", Status = "True" }] },
    };

    private static PodDisruptionBudget Budget(int allowed) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "budget" },
        Spec = new PodDisruptionBudgetSpec { Selector = new LabelSelector { MatchLabels = default(ApiMap<string>).Set("app", "web") } },
        Status = new PodDisruptionBudgetStatus { DisruptionsAllowed = allowed, CurrentHealthy = 3, DesiredHealthy = 2 },
    };

    private Task Evict(string name, bool dryRun = false) => new EvictionHandler(_objects, _deletions.DeleteAsync).HandleAsync(
        Requests.Context("pods", "ns", name, "eviction", dryRun: dryRun), new Eviction { Metadata = new ObjectMeta { Name = name } },
        TestContext.Current.CancellationToken).AsTask();

    private sealed class Deletions
    {
        public List<string> Names { get; } = [];

        public ValueTask DeleteAsync(RequestContext context, string ns, string name, DeleteOptions options, CancellationToken cancellationToken)
        {
            Names.Add(name);
            return ValueTask.CompletedTask;
        }
    }
}
