namespace KubeSharp.Client.WorkQueues;

/// <summary>Decides how long a failed key waits before it is tried again. Safe for concurrent use.</summary>
public interface IRateLimiter<in TKey>
{
    /// <summary>The wait before the next try; each call counts as one failure of the key.</summary>
    TimeSpan When(TKey key);

    /// <summary>The key succeeded: its failures are forgotten.</summary>
    void Forget(TKey key);

    /// <summary>Failures of the key since it was last forgotten.</summary>
    int Requeues(TKey key);
}
