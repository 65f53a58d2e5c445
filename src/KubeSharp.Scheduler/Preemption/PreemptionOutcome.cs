using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>What came of trying to make room for a pod.</summary>
internal sealed record PreemptionOutcome
{
    /// <summary>Why nothing came of it; empty if room is being made.</summary>
    public string Message { get; init; } = "";

    /// <summary>The node that is now the pod's to take; null if there is none, empty if an earlier promise is void.</summary>
    public string? NominatedNode { get; init; }

    public IReadOnlyList<PodInfo> Victims { get; init; } = [];
}
