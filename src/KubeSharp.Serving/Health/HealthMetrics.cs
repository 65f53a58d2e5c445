using Prometheus;

namespace KubeSharp.Serving.Health;

/// <summary>The outcome of health checks (KEP-3466), on a page of their own, /metrics/slis, which is cheap to read often.</summary>
public static class HealthMetrics
{
    private static readonly CollectorRegistry Slis = Metrics.NewCustomRegistry();
    private static readonly MetricFactory Factory = Metrics.WithCustomRegistry(Slis);

    private static readonly Gauge Last = Factory.CreateGauge("kubernetes_healthcheck", "1 if the check passed the last time.", "name", "type");

    private static readonly Counter Total = Factory.CreateCounter("kubernetes_healthchecks_total", "Health checks, by outcome.", "name", "type", "status");

    /// <summary>What /metrics/slis shows.</summary>
    public static CollectorRegistry Registry => Slis;

    /// <param name="name">The check's.</param>
    /// <param name="type">healthz, livez or readyz.</param>
    /// <param name="passed">The outcome.</param>
    public static void Observe(string name, string type, bool passed)
    {
        Last.WithLabels(name, type).Set(passed ? 1 : 0);
        Total.WithLabels(name, type, passed ? "success" : "error").Inc();
    }
}
