using System.Numerics;
using Prometheus;

namespace KubeSharp.ApiServer.Http.Watches;

/// <summary>
/// Counts events by size, for many watches at once: an event costs two additions, since there may be hundreds of thousands in a second.
/// </summary>
internal sealed class EventSizes
{
    private const int SmallestBits = 10;
    private const int BoundCount = 8;

    private readonly long[] _counts = new long[BoundCount + 1];
    private readonly long[] _bytes = new long[BoundCount + 1];
    private readonly Lock _moving = new();

    /// <summary>1 KB, doubled seven times.</summary>
    public static double[] Bounds { get; } = Histogram.ExponentialBuckets(1 << SmallestBits, 2, BoundCount);

    public void Add(long size)
    {
        // The smallest bound that is not below the size.
        var bits = size <= 1 ? 0 : 64 - BitOperations.LeadingZeroCount((ulong)(size - 1));
        var bucket = Math.Clamp(bits - SmallestBits, 0, BoundCount);
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _bytes[bucket], size);
    }

    /// <summary>Adds what has come since the last time to a histogram with <see cref="Bounds"/>.</summary>
    /// <returns>How many events.</returns>
    public long MoveTo(IHistogram histogram)
    {
        var sum = 0L;
        lock (_moving)
        {
            for (var i = 0; i < _counts.Length; i++)
            {
                var count = Interlocked.Exchange(ref _counts[i], 0);
                if (count == 0)
                {
                    continue;
                }

                // Their mean lies in the same bucket as they do and adds up to the same sum. An event that is counted in this
                // very moment may have only one of its two numbers here; the other one comes the next time.
                histogram.Observe((double)Interlocked.Exchange(ref _bytes[i], 0) / count, count);
                sum += count;
            }
        }

        return sum;
    }
}
