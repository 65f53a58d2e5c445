namespace KubeSharp.Scheduler.Queue;

internal enum QueueState
{
    /// <summary>Taken out: being scheduled or bound, or gone.</summary>
    Out,

    Active,

    /// <summary>Something happened that may help, but its last attempt was too recent.</summary>
    Backoff,

    /// <summary>Waits for something to happen.</summary>
    Unschedulable,

    /// <summary>Has scheduling gates.</summary>
    Gated,
}
