using KubeSharp.Scheduler.Plugins;

namespace KubeSharp.Scheduler.Queue;

/// <summary>What brings a pod into a queue, in kube-scheduler's words.</summary>
internal static class QueueCauses
{
    public const string PodAdd = "PodAdd";
    public const string PodUpdate = "PodUpdate";
    public const string ScheduleAttemptFailure = "ScheduleAttemptFailure";
    public const string BackoffComplete = "BackoffComplete";
    public const string UnschedulableTimeout = "UnschedulableTimeout";

    /// <summary>Of several events at once, the first.</summary>
    public static string Of(ClusterEvents happened) => (ClusterEvents)((int)happened & -(int)happened) switch
    {
        ClusterEvents.NodeAdded => "NodeAdd",
        ClusterEvents.NodeAllocatableChanged => "NodeAllocatableChange",
        ClusterEvents.NodeLabelsChanged => "NodeLabelChange",
        ClusterEvents.NodeTaintsChanged => "NodeTaintChange",
        ClusterEvents.AssignedPodAdded => "AssignedPodAdd",
        ClusterEvents.AssignedPodUpdated => "AssignedPodUpdate",
        ClusterEvents.AssignedPodDeleted => "AssignedPodDelete",
        ClusterEvents.NamespaceChanged => "NamespaceUpdate",
        ClusterEvents.VolumeChanged => "PersistentVolumeClaimUpdate",
        _ => ScheduleAttemptFailure,
    };
}
