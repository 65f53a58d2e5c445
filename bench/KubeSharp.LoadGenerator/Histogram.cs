namespace KubeSharp.LoadGenerator;

/// <summary>Counts times by the millisecond, from many threads.</summary>
internal sealed class Histogram
{
    private readonly int[] _counts = new int[10_000];

    public int Count => _counts.Sum();

    public void Add(TimeSpan time) => Interlocked.Increment(ref _counts[(int)Math.Clamp(time.TotalMilliseconds, 0, _counts.Length - 1)]);

    /// <summary>The milliseconds within which a share of all were.</summary>
    public int Percentile(double share)
    {
        var (seen, wanted) = (0L, (long)(Count * share));
        for (var i = 0; i < _counts.Length; i++)
        {
            if ((seen += _counts[i]) >= wanted)
            {
                return i + 1;
            }
        }

        return _counts.Length;
    }
}
