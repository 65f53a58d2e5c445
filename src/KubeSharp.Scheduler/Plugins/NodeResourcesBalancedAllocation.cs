using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Prefers nodes whose cpu and memory would be used to a like degree.</summary>
internal sealed class NodeResourcesBalancedAllocation : IScorePlugin
{
    public string Name => "NodeResourcesBalancedAllocation";

    public int Weight => 1;

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        if (pod.Requests.MilliCpu == 0 && pod.Requests.Memory == 0)
        {
            return false;
        }

        foreach (var slot in feasible)
        {
            var cpu = Fraction(nodes.Cpu, slot, pod.Requests.MilliCpu);
            var memory = Fraction(nodes.Memory, slot, pod.Requests.Memory);
            scores[slot] = (long)((1 - (Math.Abs(cpu - memory) / 2)) * Normalization.MaxScore);
        }

        return true;
    }

    private static double Fraction(ResourceColumn column, int slot, long request) =>
        column.Allocatable[slot] == 0 ? 1 : Math.Min(1, (double)(column.Used[slot] + request) / column.Allocatable[slot]);
}
