using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Rates nodes, all at once.</summary>
internal interface IScorePlugin
{
    string Name { get; }

    int Weight { get; }

    /// <summary>
    /// Writes 0 (worst) to 100 (best) for each feasible slot. False if it has no opinion on this pod: the scores are then not read.
    /// </summary>
    bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores);
}
