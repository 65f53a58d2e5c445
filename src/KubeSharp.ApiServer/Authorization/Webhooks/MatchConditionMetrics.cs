using Prometheus;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>Upstream's metrics of the match conditions of authorization webhooks.</summary>
internal sealed class MatchConditionMetrics
{
    private const string Type = "Webhook";

    private readonly Counter _errors;
    private readonly Counter _exclusions;
    private readonly Histogram _duration;

    public MatchConditionMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _errors = factory.CreateCounter(
            "apiserver_authorization_match_condition_evaluation_errors_total",
            "Total number of errors when an authorization webhook encounters a match condition error split by authorizer type and name.",
            "type", "name");
        _exclusions = factory.CreateCounter(
            "apiserver_authorization_match_condition_exclusions_total",
            "Total number of exclusions when an authorization webhook is skipped because match conditions exclude it.",
            "type", "name");
        _duration = factory.CreateHistogram(
            "apiserver_authorization_match_condition_evaluation_seconds",
            "Authorization match condition evaluation time in seconds, split by authorizer type and name.",
            ["type", "name"],
            new HistogramConfiguration { Buckets = [0.001, 0.005, 0.01, 0.025, 0.1, 0.2, 0.25] });
    }

    public void Failed(string name) => _errors.WithLabels(Type, name).Inc();

    public void Excluded(string name) => _exclusions.WithLabels(Type, name).Inc();

    public void Evaluated(string name, TimeSpan elapsed) => _duration.WithLabels(Type, name).Observe(elapsed.TotalSeconds);
}
