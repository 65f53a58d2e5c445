using System.Globalization;
using Prometheus;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>Upstream's metrics of admission webhooks.</summary>
internal sealed class WebhookMetrics
{
    private static readonly double[] Buckets = [0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 10, 25];

    private readonly Histogram _duration;
    private readonly Counter _requests;
    private readonly Counter _rejections;
    private readonly Counter _failedOpen;

    public WebhookMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _duration = factory.CreateHistogram(
            "apiserver_admission_webhook_admission_duration_seconds",
            "Admission webhook latency histogram in seconds, identified by name and broken out for each operation and API resource and type (validate or admit).",
            ["name", "type", "operation", "rejected"],
            new HistogramConfiguration { Buckets = Buckets });
        _requests = factory.CreateCounter(
            "apiserver_admission_webhook_request_total",
            "Admission webhook request total, identified by name and broken out for each admission type (validating or mutating) and operation.",
            "name", "type", "operation", "code", "rejected");
        _rejections = factory.CreateCounter(
            "apiserver_admission_webhook_rejection_count",
            "Admission webhook rejection count, identified by name and broken out for each admission type (validating or admit) and operation.",
            "name", "type", "operation", "error_type", "rejection_code");
        _failedOpen = factory.CreateCounter(
            "apiserver_admission_webhook_fail_open_count",
            "Admission webhook fail open count, identified by name and broken out for each admission type (validating or mutating).",
            "name", "type");
    }

    public void Admitted(in WebhookOutcome outcome, TimeSpan elapsed) => Observe(outcome, elapsed, 200, rejected: false);

    public void FailedOpen(in WebhookOutcome outcome, TimeSpan elapsed)
    {
        _failedOpen.WithLabels(outcome.Webhook, outcome.Type).Inc();
        Observe(outcome, elapsed, 0, rejected: false);
    }

    /// <param name="code">That of the refusal; 0 if the webhook could not be asked.</param>
    public void Rejected(in WebhookOutcome outcome, string errorType, int code, TimeSpan elapsed)
    {
        _rejections.WithLabels(outcome.Webhook, outcome.Type, outcome.Operation, errorType, Text(Math.Min(code, 600))).Inc();
        Observe(outcome, elapsed, code, rejected: true);
    }

    private static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);

    private void Observe(in WebhookOutcome outcome, TimeSpan elapsed, int code, bool rejected)
    {
        var refused = rejected ? "true" : "false";
        _duration.WithLabels(outcome.Webhook, outcome.Type, outcome.Operation, refused).Observe(elapsed.TotalSeconds);
        _requests.WithLabels(outcome.Webhook, outcome.Type, outcome.Operation, Text(code), refused).Inc();
    }
}
