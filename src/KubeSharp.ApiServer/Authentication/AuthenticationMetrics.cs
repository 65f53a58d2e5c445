using Prometheus;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>Upstream's metrics of who was recognised.</summary>
internal sealed class AuthenticationMetrics
{
    private readonly Counter _users;

    public AuthenticationMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _users = factory.CreateCounter("authenticated_user_requests", "Requests of recognised users, by the kind of their name.", "username");
        var attempts = factory.CreateCounter("authentication_attempts", "Attempts to recognise the sender of a request.", "result");
        var duration = factory.CreateHistogram(
            "authentication_duration_seconds", "Seconds that recognising the sender took.", ["result"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });
        Success = (attempts.WithLabels("success"), duration.WithLabels("success"));
        Failure = (attempts.WithLabels("failure"), duration.WithLabels("failure"));
        Error = (attempts.WithLabels("error"), duration.WithLabels("error"));
        Others = _users.WithLabels("other");
    }

    private (Counter.Child Attempts, Histogram.Child Duration) Success { get; }

    private (Counter.Child Attempts, Histogram.Child Duration) Failure { get; }

    private (Counter.Child Attempts, Histogram.Child Duration) Error { get; }

    private Counter.Child Others { get; }

    public void Recognised(UserInfo user, TimeSpan elapsed)
    {
        // Names are secrets of a sort, and without number: only these few are told.
        var known = user.Name switch
        {
            "admin" or "client" or "kube_proxy" or "kubelet" or "system:serviceaccount:kube-system:default" => _users.WithLabels(user.Name),
            var name when name.Contains('@') => _users.WithLabels("email_id"),
            _ => Others,
        };
        known.Inc();
        Count(Success, elapsed);
    }

    /// <summary>There is no credential, or none that holds.</summary>
    public void Refused(TimeSpan elapsed) => Count(Failure, elapsed);

    /// <summary>It could not be found out.</summary>
    public void Failed(TimeSpan elapsed) => Count(Error, elapsed);

    private static void Count(in (Counter.Child Attempts, Histogram.Child Duration) series, TimeSpan elapsed)
    {
        series.Attempts.Inc();
        series.Duration.Observe(elapsed.TotalSeconds);
    }
}
