using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Scheduler.Tests;

/// <summary>A scheduling loop with nodes and pods, whose decisions are recorded instead of sent.</summary>
internal sealed class SchedulingScenario : IPlacementSink
{
    private readonly Dictionary<string, string> _placed = [];
    private readonly Dictionary<string, string> _refused = [];
    private readonly Dictionary<string, string> _promised = [];
    private int _uids;

    public SchedulingScenario() => Loop = new SchedulingLoop(new SchedulerOptions(), this, Selectors, Time, new Random(7));

    public FixedSelectors Selectors { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public SchedulingLoop Loop { get; }

    /// <summary>The last binding asked for; tests of failed bindings hand it back.</summary>
    public QueuedPod? LastBound { get; private set; }

    public VolumePlan? LastVolumes { get; private set; }

    /// <summary>Pods that had to make room.</summary>
    public List<Pod> Victims { get; } = [];

    public SchedulingScenario Node(string name, string cpu = "4", string memory = "8Gi", string pods = "110", ApiMap<string> labels = default, params ReadOnlySpan<Taint> taints)
    {
        Loop.Apply(new ClusterChange.NodeSet(new Node
        {
            Metadata = new ObjectMeta { Name = name, Labels = labels.Set("kubernetes.io/hostname", name) },
            Spec = new NodeSpec { Taints = [.. taints] },
            Status = new NodeStatus
            {
                Allocatable = ApiMap<Quantity>.From(
                [
                    new("cpu", Quantity.Parse(cpu)), new("memory", Quantity.Parse(memory)), new("pods", Quantity.Parse(pods)),
                ]),
            },
        }));
        return this;
    }

    public SchedulingScenario Cordon(string name)
    {
        Loop.Apply(new ClusterChange.NodeSet(new Node { Metadata = new ObjectMeta { Name = name }, Spec = new NodeSpec { Unschedulable = true } }));
        return this;
    }

    public Pod Pod(string name, string cpu = "", string app = "", string node = "", Func<PodSpec, PodSpec>? spec = null)
    {
        var requests = cpu.Length == 0 ? default : ApiMap<Quantity>.From([new("cpu", Quantity.Parse(cpu))]);
        var plain = new PodSpec
        {
            SchedulerName = "default-scheduler",
            NodeName = node,
            Containers = [new Container { Name = "main", Image = "example.org/app:1", Resources = new ResourceRequirements { Requests = requests } }],
        };
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = name,
                UID = $"uid-{++_uids}",
                Labels = app.Length == 0 ? default : ApiMap<string>.From([new("app", app)]),
            },
            Spec = spec is null ? plain : spec(plain),
        };
        Loop.Apply(new ClusterChange.PodSet(pod));
        return pod;
    }

    /// <summary>Schedules until nothing is due.</summary>
    public SchedulingScenario Run()
    {
        while (Loop.Step())
        {
        }

        return this;
    }

    public string? NodeOf(string pod) => _placed.GetValueOrDefault(pod);

    public string? WhyNot(string pod) => _refused.GetValueOrDefault(pod);

    /// <summary>The node that a pod has been promised; empty if the promise was taken back.</summary>
    public string? PromiseTo(string pod) => _promised.GetValueOrDefault(pod);

    void IPlacementSink.Bind(QueuedPod pod, string nodeName, VolumePlan? volumes)
    {
        LastBound = pod;
        LastVolumes = volumes;
        _refused.Remove(pod.Pod.Pod.Metadata.Name);
        _placed[pod.Pod.Pod.Metadata.Name] = nodeName;
    }

    void IPlacementSink.Unschedulable(Pod pod, string message, string? nominatedNode)
    {
        _refused[pod.Metadata.Name] = message;
        if (nominatedNode is not null)
        {
            _promised[pod.Metadata.Name] = nominatedNode;
        }
    }

    void IPlacementSink.Preempt(Pod pod, string nodeName, IReadOnlyList<PodInfo> victims) =>
        Victims.AddRange(victims.Select(victim => victim.Pod));
}
