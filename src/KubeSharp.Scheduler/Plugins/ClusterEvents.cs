namespace KubeSharp.Scheduler.Plugins;

/// <summary>What happened in the cluster that may let a waiting pod be placed.</summary>
[Flags]
internal enum ClusterEvents
{
    None = 0,
    NodeAdded = 1,
    NodeAllocatableChanged = 2,
    NodeLabelsChanged = 4,
    NodeTaintsChanged = 8,
    AssignedPodAdded = 16,
    AssignedPodUpdated = 32,
    AssignedPodDeleted = 64,
    NamespaceChanged = 128,
    VolumeChanged = 256,
    All = ~0,
}
