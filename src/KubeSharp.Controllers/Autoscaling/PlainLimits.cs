namespace KubeSharp.Controllers.Autoscaling;

/// <summary>The limits of an autoscaler without a behavior: at once up, but at most to twice the size; down only after a while.</summary>
internal static class PlainLimits
{
    public static Limited Stabilize(ScalingHistory history, int desired, TimeSpan window, DateTimeOffset now)
    {
        var stable = history.Recommended(now - window).Append(desired).Max();
        history.Recommend(desired, now, window);
        return stable == desired
            ? new Limited(stable, "ReadyForNewScale", "recommended size matches current size")
            : new Limited(stable, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");
    }

    public static Limited Bound(int current, int desired, int min, int max)
    {
        var fastest = Math.Max(2 * current, 4);
        if (desired < min)
        {
            return new Limited(min, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
        }

        if (desired <= Math.Min(fastest, max))
        {
            return new Limited(desired, "DesiredWithinRange", "the desired count is within the acceptable range");
        }

        return max > fastest
            ? new Limited(fastest, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
            : new Limited(max, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    }
}
