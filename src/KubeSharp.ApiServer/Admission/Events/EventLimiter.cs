using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Events;

/// <summary>Enforces one limit. The buckets not used for longest are forgotten, and with them what they had let through.</summary>
internal sealed class EventLimiter(EventRateLimitOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, TokenBucket Bucket)>> _buckets = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, TokenBucket Bucket)> _byUse = [];

    /// <summary>Why the event must not be written now; null if it may.</summary>
    public string? Refuse(AdmissionContext context, Event value)
    {
        var key = options.Type switch
        {
            EventRateLimitType.Namespace => context.Namespace,
            EventRateLimitType.User => context.Request.User.Name,
            EventRateLimitType.SourceAndObject => string.Concat(
                [
                    value.Source.Component, value.Source.Host, value.InvolvedObject.Kind, value.InvolvedObject.Namespace,
                    value.InvolvedObject.Name, value.InvolvedObject.UID, value.InvolvedObject.APIVersion,
                ]),
            _ => "",
        };
        return BucketOf(key).TryTake() ? null : $"limit reached on type {options.Type} for key {key}";
    }

    private TokenBucket BucketOf(string key)
    {
        lock (_lock)
        {
            if (_buckets.TryGetValue(key, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Bucket;
            }

            if (_buckets.Count >= options.CacheSize && _byUse.Last is { } oldest)
            {
                _buckets.Remove(oldest.Value.Key);
                _byUse.RemoveLast();
            }

            var made = _byUse.AddFirst((key, new TokenBucket(options.Qps, options.Burst, time)));
            _buckets.Add(key, made);
            return made.Value.Bucket;
        }
    }
}
