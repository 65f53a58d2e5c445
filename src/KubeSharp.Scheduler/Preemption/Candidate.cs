using KubeSharp.Api;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>A node that could take the pod if the victims left it.</summary>
/// <param name="Slot">The node.</param>
/// <param name="Victims">The most important first.</param>
/// <param name="Violations">Number of victims that overdraw a disruption budget.</param>
internal sealed record Candidate(int Slot, IReadOnlyList<PodInfo> Victims, int Violations) : IComparable<Candidate>
{
    /// <summary>
    /// The less harm, the lesser: fewer violated budgets, a lower highest priority, a lower sum of priorities, fewer victims, and
    /// victims (the most important ones) that have run for less long.
    /// </summary>
    public int CompareTo(Candidate? other)
    {
        if (other is null)
        {
            return 1;
        }

        var result = Violations.CompareTo(other.Violations);
        result = result != 0 ? result : Victims[0].Priority.CompareTo(other.Victims[0].Priority);
        result = result != 0 ? result : Sum().CompareTo(other.Sum());
        result = result != 0 ? result : Victims.Count.CompareTo(other.Victims.Count);
        return result != 0 ? result : other.EarliestStart().CompareTo(EarliestStart());
    }

    public static DateTimeOffset StartOf(PodInfo pod) => (pod.Pod.Status.StartTime ?? pod.Pod.Metadata.CreationTimestamp).Value;

    /// <summary>Shifted to be positive, so that every further victim makes the sum greater.</summary>
    private long Sum() => Victims.Sum(victim => victim.Priority + int.MaxValue + 1L);

    private DateTimeOffset EarliestStart() => Victims.Where(victim => victim.Priority == Victims[0].Priority).Min(StartOf);
}
