using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client.WorkQueues;

namespace KubeSharp.Client.Events;

/// <summary>
/// Keeps repetitive events from flooding the cluster, by upstream's rules and numbers. Not thread-safe.
/// </summary>
/// <remarks>
/// 1. Similar events (all but the message equal) that come more than 10 times in 10 minutes become one "combined" event.
/// 2. Equal events become one whose count rises.
/// 3. Each source may tell 25 events about one object, then one every 5 minutes.
/// </remarks>
internal sealed class EventCorrelator(TimeProvider time)
{
    private const int CacheSize = 4096;
    private const int MaxSimilar = 10;
    private const int SpamBurst = 25;
    private const double SpamPerSecond = 1.0 / 300;

    private static readonly TimeSpan SimilarInterval = TimeSpan.FromMinutes(10);

    private readonly LruCache<EventKey, Similar> _similar = new(CacheSize);
    private readonly LruCache<EventKey, Event> _last = new(CacheSize);
    private readonly LruCache<(EventSource, ObjectReference), TokenBucket> _spam = new(CacheSize);

    /// <summary>
    /// Returns the event to send, which repeats an earlier one under its name if its count is above one, or null if it is to be dropped.
    /// </summary>
    public Event? Correlate(Event fresh)
    {
        var (key, value) = Aggregate(fresh);
        if (_last.TryGet(key, out var earlier))
        {
            value = value with
            {
                Metadata = earlier.Metadata,
                FirstTimestamp = earlier.FirstTimestamp,
                Count = earlier.Count + 1,
            };
        }

        _last.Set(key, value);
        return IsSpam(value) ? null : value;
    }

    /// <summary>Remembers what the server made of an event, so that a repetition can be sent as an update of it.</summary>
    public void Sent(Event answer) => _last.Set(KeyOf(answer), answer);

    private static EventKey KeyOf(Event value) =>
        new(value.Source, value.InvolvedObject with { ResourceVersion = "" }, value.Type, value.Reason, value.Message);

    private (EventKey Key, Event Value) Aggregate(Event fresh)
    {
        var key = KeyOf(fresh);
        var now = time.GetUtcNow();
        if (!_similar.TryGet(key.WithoutMessage, out var similar) || now - similar.Last > SimilarInterval)
        {
            similar = new Similar();
            _similar.Set(key.WithoutMessage, similar);
        }

        similar.Last = now;
        similar.Messages.Add(fresh.Message);
        if (similar.Messages.Count < MaxSimilar)
        {
            return (key, fresh);
        }

        // Keep the set from growing with every new message.
        similar.Messages.Remove(similar.Messages.First(message => message != fresh.Message));
        var combined = fresh with { Message = "(combined from similar events): " + fresh.Message };
        return (key.WithoutMessage, combined);
    }

    private bool IsSpam(Event value)
    {
        var key = (value.Source, value.InvolvedObject with { ResourceVersion = "" });
        if (!_spam.TryGet(key, out var bucket))
        {
            bucket = new TokenBucket(SpamPerSecond, SpamBurst, time);
            _spam.Set(key, bucket);
        }

        return !bucket.TryTake();
    }

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = [];

        public DateTimeOffset Last { get; set; }
    }
}
