using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>The node's status. Pure but for what its sources tell.</summary>
internal sealed class NodeStatusBuilder(
    KubeletOptions options,
    MachineInfo machine,
    NodeResources resources,
    RuntimeHealth runtime,
    Func<string?> plegProblem,
    Func<NodePressure> pressure,
    Func<IReadOnlyList<Cri.Image>> images,
    IReadOnlyList<string> addresses,
    TimeProvider time)
{
    private const string True = "True";
    private const string False = "False";

    public NodeStatus Build(NodeStatus previous)
    {
        var now = new Time(time.GetUtcNow());
        var lack = pressure();
        var conditions = new List<NodeCondition>
        {
            Pressure(NodeConditionType.NodeMemoryPressure, lack.Memory, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available",
                "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            Pressure(NodeConditionType.NodeDiskPressure, lack.Disk, "KubeletHasDiskPressure", "kubelet has disk pressure",
                "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            Pressure(NodeConditionType.NodePIDPressure, lack.Pid, "KubeletHasInsufficientPID", "kubelet has insufficient PID available",
                "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            Ready(),
        };
        for (var index = 0; index < conditions.Count; index++)
        {
            var condition = conditions[index];
            var before = Find(previous.Conditions, condition.Type);
            conditions[index] = condition with
            {
                LastHeartbeatTime = now,
                LastTransitionTime = before?.Status == condition.Status ? before.LastTransitionTime : now,
            };
        }
        foreach (var condition in previous.Conditions)
        {
            if (!conditions.Exists(own => own.Type == condition.Type))
            {
                conditions.Insert(0, condition);
            }
        }
        return previous with
        {
            Capacity = Merge(previous.Capacity, resources.Capacity),
            Allocatable = ExtendedResources.Allocatable(previous.Allocatable, previous.Capacity, resources.Allocatable),
            Conditions = [.. conditions],
            Addresses = Addresses(),
            DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = options.Port } },
            NodeInfo = Info(),
            Images = Images(),
            RuntimeHandlers = Handlers(),
        };
    }

    /// <summary>Whether two statuses differ in more than heartbeats.</summary>
    public static bool Differ(NodeStatus left, NodeStatus right) => WithoutHeartbeats(left) != WithoutHeartbeats(right);

    public static NodeCondition? Find(ApiList<NodeCondition> conditions, string type)
    {
        foreach (var condition in conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }
        return null;
    }

    private NodeCondition Ready()
    {
        string[] problems = [.. ((string?[])[runtime.RuntimeProblem, runtime.NetworkProblem, plegProblem()]).OfType<string>()];
        return problems.Length == 0
            ? new NodeCondition { Type = NodeConditionType.NodeReady, Status = True, Reason = "KubeletReady", Message = "kubelet is posting ready status" }
            : new NodeCondition
            {
                Type = NodeConditionType.NodeReady,
                Status = False,
                Reason = "KubeletNotReady",
                Message = problems.Length == 1 ? problems[0] : $"[{string.Join(", ", problems)}]",
            };
    }

    private static NodeCondition Pressure(string type, bool present, string badReason, string badMessage, string goodReason, string goodMessage) => new()
    {
        Type = type,
        Status = present ? True : False,
        Reason = present ? badReason : goodReason,
        Message = present ? badMessage : goodMessage,
    };

    private ApiList<NodeAddress> Addresses() =>
    [
        .. addresses.Select(static address => new NodeAddress { Type = NodeAddressType.NodeInternalIP, Address = address }),
        new NodeAddress { Type = NodeAddressType.NodeHostName, Address = options.NodeName },
    ];

    private NodeSystemInfo Info() => new()
    {
        MachineID = machine.MachineId,
        SystemUUID = machine.SystemUuid,
        BootID = machine.BootId,
        KernelVersion = machine.KernelVersion,
        OSImage = machine.OSImage,
        ContainerRuntimeVersion = runtime.Version,
        KubeletVersion = options.Version,
        OperatingSystem = "linux",
        Architecture = machine.Architecture,
    };

    private ApiList<ContainerImage> Images()
    {
        var all = images().OrderByDescending(static image => image.Size);
        return
        [
            .. (options.NodeStatusMaxImages < 0 ? all : all.Take(options.NodeStatusMaxImages)).Select(static image => new ContainerImage
            {
                Names = [.. image.RepoDigests.Concat(image.RepoTags).Take(5)],
                SizeBytes = (long)image.Size,
            }),
        ];
    }

    private ApiList<NodeRuntimeHandler> Handlers() =>
    [
        .. runtime.Handlers.Select(static handler => new NodeRuntimeHandler
        {
            Name = handler.Name,
            Features = new NodeRuntimeHandlerFeatures
            {
                RecursiveReadOnlyMounts = handler.Features?.RecursiveReadOnlyMounts,
                UserNamespaces = handler.Features?.UserNamespaces,
            },
        }),
    ];

    /// <summary>Resources of device plugins and others stay.</summary>
    private static ApiMap<Quantity> Merge(ApiMap<Quantity> previous, ApiMap<Quantity> own)
    {
        foreach (var (name, quantity) in own)
        {
            previous = previous.Set(name, quantity);
        }
        return previous;
    }

    private static NodeStatus WithoutHeartbeats(NodeStatus status) => status with
    {
        Conditions = [.. status.Conditions.Select(static condition => condition with { LastHeartbeatTime = default }).OrderBy(static condition => condition.Type, StringComparer.Ordinal)],
    };
}
