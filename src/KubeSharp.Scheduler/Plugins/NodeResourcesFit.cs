using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>A node must have room for the pod; of those that have, the emptier are better (LeastAllocated).</summary>
internal sealed class NodeResourcesFit : IFilterPlugin, IScorePlugin
{
    public string Name => "NodeResourcesFit";

    public int Weight => 1;

    public ClusterEvents Events =>
        ClusterEvents.NodeAdded | ClusterEvents.NodeAllocatableChanged | ClusterEvents.AssignedPodDeleted | ClusterEvents.AssignedPodUpdated;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var requests = pod.Requests;
        foreach (var slot in run.Feasible)
        {
            var fits = nodes.PodCount.Used[slot] < nodes.PodCount.Allocatable[slot]
                && Fits(nodes.Cpu, slot, requests.MilliCpu)
                && Fits(nodes.Memory, slot, requests.Memory)
                && Fits(nodes.EphemeralStorage, slot, requests.EphemeralStorage)
                && FitsScalars(requests, nodes, slot);
            if (!fits)
            {
                Explain(requests, nodes, slot, run);
            }
        }
    }

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        var cpu = pod.Requests.NonZeroMilliCpu;
        var memory = pod.Requests.NonZeroMemory;
        foreach (var slot in feasible)
        {
            scores[slot] = (Free(nodes.Cpu.Allocatable[slot], nodes.NonZeroCpu[slot] + cpu)
                + Free(nodes.Memory.Allocatable[slot], nodes.NonZeroMemory[slot] + memory)) / 2;
        }

        return true;
    }

    private static long Free(long allocatable, long used) =>
        allocatable == 0 || used > allocatable ? 0 : (allocatable - used) * Normalization.MaxScore / allocatable;

    /// <summary>Asking for nothing always fits, even on a node that is over-committed.</summary>
    private static bool Fits(ResourceColumn column, int slot, long request) =>
        request == 0 || request <= column.Allocatable[slot] - column.Used[slot];

    private static bool FitsScalars(PodRequests requests, NodeTable nodes, int slot)
    {
        foreach (var (name, amount) in requests.Scalars)
        {
            if (nodes.Scalar(name) is not { } column || !Fits(column, slot, amount))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the node would do if it were empty.</summary>
    private static bool CouldEverFit(PodRequests requests, NodeTable nodes, int slot)
    {
        if (nodes.PodCount.Allocatable[slot] == 0
            || requests.MilliCpu > nodes.Cpu.Allocatable[slot]
            || requests.Memory > nodes.Memory.Allocatable[slot]
            || requests.EphemeralStorage > nodes.EphemeralStorage.Allocatable[slot])
        {
            return false;
        }

        foreach (var (name, amount) in requests.Scalars)
        {
            if (nodes.Scalar(name) is not { } column || amount > column.Allocatable[slot])
            {
                return false;
            }
        }

        return true;
    }

    private static void Explain(PodRequests requests, NodeTable nodes, int slot, FilterRun run)
    {
        run.Feasible[slot] = false;
        run.Hopeless[slot] = !CouldEverFit(requests, nodes, slot);
        if (nodes.PodCount.Used[slot] >= nodes.PodCount.Allocatable[slot])
        {
            run.AddReason("Too many pods");
        }

        if (!Fits(nodes.Cpu, slot, requests.MilliCpu))
        {
            run.AddReason("Insufficient cpu");
        }

        if (!Fits(nodes.Memory, slot, requests.Memory))
        {
            run.AddReason("Insufficient memory");
        }

        if (!Fits(nodes.EphemeralStorage, slot, requests.EphemeralStorage))
        {
            run.AddReason("Insufficient ephemeral-storage");
        }

        foreach (var (name, amount) in requests.Scalars)
        {
            if (nodes.Scalar(name) is not { } column || !Fits(column, slot, amount))
            {
                run.AddReason("Insufficient " + name);
            }
        }
    }
}
