namespace KubeSharp.Scheduler;

/// <summary>Options of the scheduler; names follow kube-scheduler's flags and configuration.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Pods with this spec.schedulerName are ours.</summary>
    public string SchedulerName { get; init; } = "default-scheduler";

    public TimeSpan PodInitialBackoff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan PodMaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time after which an unschedulable pod is tried again although nothing that could help has happened.</summary>
    public TimeSpan PodMaxInUnschedulableDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bindings under way at once.</summary>
    public int MaxConcurrentBindings { get; init; } = 64;

    /// <summary>How long a pod waits for its volumes before it is tried anew (bindTimeoutSeconds).</summary>
    public TimeSpan VolumeBindTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Take part in leader election (--leader-elect), for several schedulers on one cluster.</summary>
    public bool LeaderElect { get; init; }

    /// <summary>Name of this process in the election; the host name and a random part if null.</summary>
    public string? Identity { get; init; }

    /// <summary>Weight of a required affinity of a running pod towards the pod being placed.</summary>
    public int HardPodAffinityWeight { get; init; } = 1;
}
