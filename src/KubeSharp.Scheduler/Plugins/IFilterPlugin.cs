using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Rules nodes out, all at once: it looks at one pod and a vector of nodes.</summary>
internal interface IFilterPlugin
{
    string Name { get; }

    /// <summary>What may make a pod schedulable that this plugin has refused.</summary>
    ClusterEvents Events { get; }

    /// <summary>Calls <see cref="FilterRun.Reject"/> for each remaining node that does not fit.</summary>
    void Filter(PodInfo pod, NodeTable nodes, FilterRun run);
}
