using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Nodes;
using KubeSharp.ApiServer.Admission.Pods;

namespace KubeSharp.ApiServer.Tests.Admission;

/// <summary>What a node has to say when a pod on it is resized.</summary>
public sealed class PodResizeTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task MoreThanTheNodeHas_IsForbidden()
    {
        _objects.Add(Node("linux"));
        var plugin = new PodResizeValidator(_objects);
        await plugin.ValidateAsync(Resize("1", "2"), TestContext.Current.CancellationToken);
        var status = await Refused(plugin, Resize("1", "5"));
        Assert.Equal(
            "pods \"test\" is forbidden: node didn't have enough allocatable resources: cpu, requested: 5000, allocatable: 4000", status.Message);
        Assert.Equal("NodeCapacity", Assert.Single(status.Details!.Causes).Type);
    }

    [Fact]
    public async Task OtherSystemsThanLinux_CannotResize()
    {
        _objects.Add(Node("windows"));
        var status = await Refused(new PodResizeValidator(_objects), Resize("1", "2"));
        Assert.Equal("pods \"test\" is forbidden: pod resize is only supported on linux nodes, node \"n1\" is \"windows\"", status.Message);
        Assert.Equal("UnsupportedPlatform", Assert.Single(status.Details!.Causes).Type);
    }

    [Fact]
    public async Task GuaranteedCpu_NeedsANodeThatDeclaresIt()
    {
        var plugin = new NodeDeclaredFeatureValidator(_objects.Add(Node("linux")));
        Assert.Equal(
            "pods \"test\" is forbidden: pod update requires features GuaranteedQoSPodCPUResize which are not available on node \"n1\"",
            (await Refused(plugin, Resize("1", "2"))).Message);
        await plugin.ValidateAsync(Resize("1", "1"), TestContext.Current.CancellationToken);

        _objects.Add(Node("linux") with { Status = new NodeStatus { DeclaredFeatures = ["GuaranteedQoSPodCPUResize"] } });
        await plugin.ValidateAsync(Resize("1", "2"), TestContext.Current.CancellationToken);
    }

    private static AdmissionContext Resize(string from, string to) => Requests.Update(Pod(to), Pod(from), "resize");

    private static Pod Pod(string cpu)
    {
        var resources = default(ApiMap<Quantity>).Set("cpu", cpu).Set("memory", "1Gi");
        return new Pod
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "test" },
            Spec = new PodSpec
            {
                NodeName = "n1",
                Containers = [new Container { Name = "a", Resources = new ResourceRequirements { Requests = resources, Limits = resources } }],
            },
        };
    }

    private static Node Node(string system) => new()
    {
        Metadata = new ObjectMeta { Name = "n1", Labels = default(ApiMap<string>).Set("kubernetes.io/os", system) },
        Status = new NodeStatus { Allocatable = default(ApiMap<Quantity>).Set("cpu", "4").Set("memory", "8Gi") },
    };

    private static async Task<Status> Refused(IValidatingAdmissionPlugin plugin, AdmissionContext context) =>
        (await Assert.ThrowsAsync<ApiException>(() => plugin.ValidateAsync(context, TestContext.Current.CancellationToken).AsTask())).Status;
}
