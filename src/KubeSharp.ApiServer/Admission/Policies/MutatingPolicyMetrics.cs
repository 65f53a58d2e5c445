using Prometheus;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Upstream's metrics of mutating admission policies.</summary>
internal sealed class MutatingPolicyMetrics
{
    private readonly Counter _checks;
    private readonly Histogram _duration;

    public MutatingPolicyMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _checks = factory.CreateCounter(
            "apiserver_mutating_admission_policy_check_total",
            "Mutation admission policy check total, labeled by policy and further identified by binding.",
            "policy", "policy_binding", "error_type");
        _duration = factory.CreateHistogram(
            "apiserver_mutating_admission_policy_check_duration_seconds",
            "Mutation admission latency for individual mutation expressions in seconds, labeled by policy and binding.",
            ["policy", "policy_binding", "error_type"],
            new HistogramConfiguration { Buckets = PolicyBuckets.Seconds });
    }

    public void Observe(PolicyInvocation<MutatingPolicy> invocation, string errorType, TimeSpan elapsed)
    {
        var (policy, binding) = (invocation.Policy.Name, invocation.Binding.Name);
        _checks.WithLabels(policy, binding, errorType).Inc();
        _duration.WithLabels(policy, binding, errorType).Observe(elapsed.TotalSeconds);
    }
}
