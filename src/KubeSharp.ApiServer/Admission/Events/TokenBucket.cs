namespace KubeSharp.ApiServer.Admission.Events;

/// <summary>Lets through as many as it holds, and is refilled all the time. It begins full.</summary>
/// <param name="rate">Tokens a second.</param>
/// <param name="capacity">Tokens.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(int rate, int capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = capacity;
    private long _filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(capacity, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * rate));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
