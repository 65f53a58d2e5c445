namespace KubeSharp.Controllers.Autoscaling;

/// <summary>Usage beside its target. Pure.</summary>
/// <param name="Ratio">Usage by target.</param>
/// <param name="Utilization">Percent of what was requested; the average value where requests do not matter.</param>
/// <param name="Average">The average over the pods, in thousandths.</param>
internal readonly record struct UsageRatio(double Ratio, long Utilization, long Average)
{
    /// <summary>Against a value for each pod.</summary>
    public static UsageRatio OfValues(IReadOnlyDictionary<string, PodSample> samples, long target)
    {
        var average = samples.Values.Sum(static sample => sample.Value) / samples.Count;
        return new UsageRatio((double)average / target, average, average);
    }

    /// <summary>Against a share of what the pods request.</summary>
    /// <exception cref="MetricException">No sample belongs to a known pod.</exception>
    public static UsageRatio OfRequests(IReadOnlyDictionary<string, PodSample> samples, IReadOnlyDictionary<string, long> requests, int target)
    {
        long used = 0, requested = 0;
        var count = 0;
        foreach (var (name, sample) in samples)
        {
            if (requests.TryGetValue(name, out var request))
            {
                used += sample.Value;
                requested += request;
                count++;
            }
        }

        if (count == 0 || requested == 0)
        {
            throw new MetricException("no metrics returned matched known pods");
        }

        var utilization = (int)(used * 100 / requested);
        return new UsageRatio((double)utilization / target, utilization, used / count);
    }
}
