using KubeSharp.Storage;

namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>
/// Leases for objects that end by themselves. One lease serves many objects that are written within a short time, as
/// upstream does: it lives a twentieth (at most a minute) longer than asked for, and objects may live as much too long.
/// </summary>
internal sealed class LeaseReuse(IKeyValueStore store, TimeProvider time)
{
    private const int MaxObjects = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TimeSpan, Shared> _shared = [];

    public async ValueTask<long> GetAsync(TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        Task<Lease> lease;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!_shared.TryGetValue(timeToLive, out Shared? shared) || now + timeToLive > shared.End || shared.Objects >= MaxObjects || shared.Lease.IsFaulted)
            {
                TimeSpan extra = TimeSpan.FromSeconds(Math.Min(60, timeToLive.TotalSeconds / 20));
                shared = new Shared(now + timeToLive + extra, store.GrantLeaseAsync(timeToLive + extra, CancellationToken.None).AsTask());
                _shared[timeToLive] = shared;
            }

            shared.Objects++;
            lease = shared.Lease;
        }

        return (await lease.WaitAsync(cancellationToken).ConfigureAwait(false)).Id;
    }

    private sealed class Shared(DateTimeOffset end, Task<Lease> lease)
    {
        public DateTimeOffset End { get; } = end;

        public Task<Lease> Lease { get; } = lease;

        public int Objects { get; set; }
    }
}
