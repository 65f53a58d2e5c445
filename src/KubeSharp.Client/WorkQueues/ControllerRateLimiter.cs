namespace KubeSharp.Client.WorkQueues;

/// <summary>
/// The default of controllers: each key backs off from 5 ms to 1,000 s, and all keys together are held to 10 retries a
/// second with a burst of 100. The longer wait counts.
/// </summary>
public sealed class ControllerRateLimiter<TKey>(TimeProvider time) : IRateLimiter<TKey>
    where TKey : notnull
{
    private readonly ExponentialFailureRateLimiter<TKey> _perKey = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1000));
    private readonly TokenBucket _overall = new(10, 100, time);

    public TimeSpan When(TKey key)
    {
        var own = _perKey.When(key);
        var shared = _overall.Reserve();
        return own > shared ? own : shared;
    }

    public void Forget(TKey key) => _perKey.Forget(key);

    public int Requeues(TKey key) => _perKey.Requeues(key);
}
