using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>The limits of an autoscaler's behavior (KEP-853): how long recommendations have to hold, and how fast its policies let it scale.</summary>
internal sealed class BehaviorLimits(HPAScalingRules up, HPAScalingRules down, TimeSpan defaultDownWindow)
{
    private readonly TimeSpan _upWindow = TimeSpan.FromSeconds(up.StabilizationWindowSeconds ?? 0);
    private readonly TimeSpan _downWindow =
        down.StabilizationWindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : defaultDownWindow;

    /// <summary>How long what was done has to be remembered.</summary>
    public TimeSpan LongestPeriod { get; } = TimeSpan.FromSeconds(
        up.Policies.Concat(down.Policies).Select(static policy => policy.PeriodSeconds).DefaultIfEmpty().Max());

    /// <summary>No further than all recommendations of the window agree on.</summary>
    public Limited Stabilize(ScalingHistory history, int current, int desired, DateTimeOffset now)
    {
        var least = history.Recommended(now - _upWindow).Append(desired).Min();
        var most = history.Recommended(now - _downWindow).Append(desired).Max();
        var stable = Math.Min(Math.Max(current, least), most);
        history.Recommend(desired, now, _upWindow > _downWindow ? _upWindow : _downWindow);
        if (stable == desired)
        {
            return new Limited(stable, "ReadyForNewScale", "recommended size matches current size");
        }

        return desired >= current
            ? new Limited(stable, "ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation")
            : new Limited(stable, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");
    }

    public Limited Bound(ScalingHistory history, int current, int desired, int min, int max, DateTimeOffset now)
    {
        if (desired > current)
        {
            var fastest = Math.Max(current, Fastest(history, current, up, now));
            if (desired > Math.Min(fastest, max))
            {
                return max > fastest
                    ? new Limited(fastest, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
                    : new Limited(max, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
            }
        }
        else if (desired < current)
        {
            var fastest = Math.Min(current, Slowest(history, current, down, now));
            if (desired < Math.Max(fastest, min))
            {
                return min < fastest
                    ? new Limited(fastest, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate")
                    : new Limited(min, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
            }
        }

        return new Limited(desired, "DesiredWithinRange", "the desired count is within the acceptable range");
    }

    private static int Fastest(ScalingHistory history, int current, HPAScalingRules rules, DateTimeOffset now)
    {
        if (rules.SelectPolicy == ScalingPolicySelect.DisabledPolicySelect)
        {
            return current;
        }

        var limits = rules.Policies.Select(policy =>
        {
            var start = StartOf(history, current, policy, now);

            // Rounded up: a share that is less than one pod would never let it grow.
            return policy.Type == HPAScalingPolicyType.PodsScalingPolicy
                ? start + policy.Value
                : (int)Math.Min(int.MaxValue, Math.Ceiling(start * (1 + (policy.Value / 100d))));
        });
        return rules.SelectPolicy == ScalingPolicySelect.MinChangePolicySelect ? limits.Min() : limits.Max();
    }

    private static int Slowest(ScalingHistory history, int current, HPAScalingRules rules, DateTimeOffset now)
    {
        if (rules.SelectPolicy == ScalingPolicySelect.DisabledPolicySelect)
        {
            return current;
        }

        var limits = rules.Policies.Select(policy =>
        {
            var start = StartOf(history, current, policy, now);
            return policy.Type == HPAScalingPolicyType.PodsScalingPolicy ? start - policy.Value : (int)(start * (1 - (policy.Value / 100d)));
        });
        return rules.SelectPolicy == ScalingPolicySelect.MinChangePolicySelect ? limits.Max() : limits.Min();
    }

    /// <summary>The size at the beginning of the policy's period.</summary>
    private static int StartOf(ScalingHistory history, int current, HPAScalingPolicy policy, DateTimeOffset now)
    {
        var since = now.AddSeconds(-policy.PeriodSeconds);
        return current - history.Added(since) + history.Removed(since);
    }
}
