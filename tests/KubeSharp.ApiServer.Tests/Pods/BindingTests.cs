using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Pods;
using KubeSharp.ApiServer.Tests.Admission;

namespace KubeSharp.ApiServer.Tests.Pods;

public sealed class BindingTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task APodGetsItsNode_AndIsNominatedForNoneAnyMore()
    {
        _objects.Add(new Pod { Metadata = new ObjectMeta { Namespace = "ns", Name = "a" }, Status = new PodStatus { NominatedNodeName = "other" } });
        await Bind("a", "n");
        var pod = _objects.Get<Pod>("ns", "a")!;

        Assert.Equal(("n", "", "PodScheduled"), (pod.Spec.NodeName, pod.Status.NominatedNodeName, pod.Status.Conditions.Last().Type));
    }

    [Fact]
    public async Task APodWithGates_IsNotBound()
    {
        _objects.Add(new Pod
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "a" },
            Spec = new PodSpec { SchedulingGates = [new PodSchedulingGate { Name = "g" }] },
        });
        var refused = await Assert.ThrowsAsync<ApiException>(() => Bind("a", "n"));

        Assert.Equal(409, refused.Code);
        Assert.Contains("pod a has non-empty .spec.schedulingGates", refused.Message);
    }

    private async Task Bind(string pod, string node)
    {
        var context = Requests.Context("pods", "ns", pod, "binding");
        var binding = new Binding { Metadata = new ObjectMeta { Name = pod }, Target = new ObjectReference { Kind = "Node", Name = node } };
        await new BindingHandler(_objects).HandleAsync(context, binding, TestContext.Current.CancellationToken);
    }
}
