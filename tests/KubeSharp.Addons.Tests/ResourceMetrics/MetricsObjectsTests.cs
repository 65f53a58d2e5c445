using KubeSharp.Addons.ResourceMetrics;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Addons.Tests.ResourceMetrics;

public sealed class MetricsObjectsTests
{
    private const long Mebi = 1 << 20;

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly ContainerName Web = new("default", "web-1", "web");

    private readonly UsageStore _store = new();

    [Fact]
    public void CpuIsTheMeanBetweenTheLastTwoReadings()
    {
        Add(TimeSpan.FromHours(1), nodeCpu: 100, webCpu: 10);
        Add(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(10), nodeCpu: 105, webCpu: 11);

        var node = new MetricsObjects(_store).Of(Node())!;
        Assert.Equal("500m", node.Usage["cpu"].ToString());
        Assert.Equal("1Mi", node.Usage["memory"].ToString());
        Assert.Equal(TimeSpan.FromSeconds(10), node.Window.Value);
        Assert.Equal("value", node.Metadata.Labels["label"]);

        var pod = new MetricsObjects(_store).Of(Pod("web"))!;
        var container = Assert.Single(pod.Containers);
        Assert.Equal(("web", "100m"), (container.Name, container.Usage["cpu"].ToString()));
    }

    [Fact]
    public void OneReadingTellsOnlyOfWhatHasJustStarted()
    {
        Add(TimeSpan.FromSeconds(20), nodeCpu: 100, webCpu: 10);

        Assert.Null(new MetricsObjects(_store).Of(Node()));
        Assert.Equal("500m", new MetricsObjects(_store).Of(Pod("web"))!.Containers[0].Usage["cpu"].ToString());
    }

    [Fact]
    public void APodIsShownWhenAllItsContainersAreKnown()
    {
        Add(TimeSpan.FromSeconds(20), nodeCpu: 100, webCpu: 10);

        Assert.Null(new MetricsObjects(_store).Of(Pod("web", "other")));
    }

    [Fact]
    public void ARestartedContainerIsNotComparedWithTheOneBefore()
    {
        Add(TimeSpan.FromHours(1), nodeCpu: 100, webCpu: 10);
        Add(TimeSpan.FromHours(2), nodeCpu: 100, webCpu: 5);

        Assert.Null(new MetricsObjects(_store).Of(Pod("web")));
    }

    [Fact]
    public void NodesThatHaveGoneAreForgotten()
    {
        Add(TimeSpan.FromSeconds(20), nodeCpu: 100, webCpu: 10);
        _store.Keep(new HashSet<string>());

        Assert.Null(new MetricsObjects(_store).Of(Pod("web")));
    }

    private static Node Node() => new()
    {
        Metadata = new ObjectMeta { Name = "node", Labels = ApiMap<string>.From([new("label", "value")]) },
    };

    private static Pod Pod(params string[] containers) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "web-1" },
        Spec = new PodSpec { NodeName = "node" },
        Status = new PodStatus
        {
            ContainerStatuses =
            [
                .. containers.Select(name => new ContainerStatus { Name = name, State = new ContainerState { Running = new ContainerStateRunning() } }),
            ],
        },
    };

    private void Add(TimeSpan after, double nodeCpu, double webCpu)
    {
        var time = Start + after;
        _store.Add("node", new NodeReading(
            new ResourcePoint(time, nodeCpu, Mebi, null),
            new Dictionary<ContainerName, ResourcePoint> { [Web] = new(time, webCpu, Mebi, Start) }));
    }
}
