using Prometheus;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Upstream's metrics of validating admission policies.</summary>
internal sealed class ValidatingPolicyMetrics
{
    private readonly Counter _checks;
    private readonly Histogram _duration;

    public ValidatingPolicyMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _checks = factory.CreateCounter(
            "apiserver_validating_admission_policy_check_total",
            "Validation admission policy check total, labeled by policy and further identified by binding and enforcement action taken.",
            "policy", "policy_binding", "error_type", "enforcement_action");
        _duration = factory.CreateHistogram(
            "apiserver_validating_admission_policy_check_duration_seconds",
            "Validation admission latency for individual validation expressions in seconds, labeled by policy and further including binding and enforcement action taken.",
            ["policy", "policy_binding", "error_type", "enforcement_action"],
            new HistogramConfiguration { Buckets = PolicyBuckets.Seconds });
    }

    /// <param name="invocation">The evaluation.</param>
    /// <param name="decision">Of one of its validations.</param>
    /// <param name="action">What followed: allow, deny, warn, audit.</param>
    public void Observe(PolicyInvocation<ValidatingPolicy> invocation, PolicyDecision decision, string action)
    {
        var (policy, binding) = (invocation.Policy.Name, invocation.Binding.Name);
        _checks.WithLabels(policy, binding, decision.ErrorType, action).Inc();
        _duration.WithLabels(policy, binding, decision.ErrorType, action).Observe(decision.Elapsed.TotalSeconds);
    }
}
