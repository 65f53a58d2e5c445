using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Nodes;

/// <summary>What the conditions of a node say, and the taints that follow from them.</summary>
internal static class NodeConditions
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";
    public const string OutOfService = "node.kubernetes.io/out-of-service";

    /// <summary>Condition type and status → key of the NoSchedule taint.</summary>
    private static readonly (string Type, string Status, string Taint)[] NoSchedule =
    [
        (NodeConditionType.NodeReady, "False", NotReady),
        (NodeConditionType.NodeReady, "Unknown", Unreachable),
        (NodeConditionType.NodeMemoryPressure, "True", "node.kubernetes.io/memory-pressure"),
        (NodeConditionType.NodeDiskPressure, "True", "node.kubernetes.io/disk-pressure"),
        (NodeConditionType.NodePIDPressure, "True", "node.kubernetes.io/pid-pressure"),
        (NodeConditionType.NodeNetworkUnavailable, "True", "node.kubernetes.io/network-unavailable"),
    ];

    private static readonly HashSet<string> NoScheduleKeys = [.. NoSchedule.Select(static rule => rule.Taint), Unschedulable];

    public static NodeCondition? Condition(this Node node, string type)
    {
        foreach (var condition in node.Status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>; the last also where there is no condition.</summary>
    public static string Readiness(this Node node) => node.Condition(NodeConditionType.NodeReady)?.Status ?? "Unknown";

    /// <summary>Whether a taint is one of those that this controller sets and removes.</summary>
    public static bool IsManaged(Taint taint) => taint.Effect switch
    {
        TaintEffect.NoSchedule => NoScheduleKeys.Contains(taint.Key),
        TaintEffect.NoExecute => taint.Key is NotReady or Unreachable,
        _ => false,
    };

    /// <summary>The taints that the node's state asks for.</summary>
    public static List<Taint> WantedTaints(Node node)
    {
        List<Taint> taints = [];
        foreach (var (type, status, key) in NoSchedule)
        {
            if (node.Condition(type)?.Status == status)
            {
                taints.Add(new Taint { Key = key, Effect = TaintEffect.NoSchedule });
            }
        }

        if (node.Spec.Unschedulable)
        {
            taints.Add(new Taint { Key = Unschedulable, Effect = TaintEffect.NoSchedule });
        }

        switch (node.Condition(NodeConditionType.NodeReady)?.Status)
        {
            case "False":
                taints.Add(new Taint { Key = NotReady, Effect = TaintEffect.NoExecute });
                break;
            case "Unknown":
                taints.Add(new Taint { Key = Unreachable, Effect = TaintEffect.NoExecute });
                break;
        }

        return taints;
    }
}
