using Prometheus;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Upstream's apiserver_flowcontrol_* metrics. What goes up and down is read when it is asked for.</summary>
internal sealed class FairnessMetrics
{
    private static readonly double[] Buckets = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
    private static readonly string[] FlowLabels = ["priority_level", "flow_schema"];

    private readonly Histogram _duration;
    private readonly Histogram _wait;
    private readonly Counter _rejected;
    private readonly Counter _dispatched;
    private readonly Gauge _executing;
    private readonly Gauge _seats;
    private readonly Gauge _inQueue;
    private readonly Gauge _nominal;
    private readonly Gauge _lower;
    private readonly Gauge _upper;
    private readonly Gauge _current;

    public FairnessMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        var histogram = new HistogramConfiguration { Buckets = Buckets };
        _duration = factory.CreateHistogram(
            "apiserver_flowcontrol_request_execution_seconds",
            "Duration of initial stage (for a WATCH) or any (for a non-WATCH) stage of request execution in the API Priority and Fairness subsystem",
            FlowLabels, histogram);
        _wait = factory.CreateHistogram(
            "apiserver_flowcontrol_request_wait_duration_seconds", "Length of time a request spent waiting in its queue", FlowLabels, histogram);
        _rejected = factory.CreateCounter(
            "apiserver_flowcontrol_rejected_requests_total", "Number of requests rejected by API Priority and Fairness subsystem",
            [.. FlowLabels, "reason"]);
        _dispatched = factory.CreateCounter(
            "apiserver_flowcontrol_dispatched_requests_total", "Number of requests executed by API Priority and Fairness subsystem", "priority_level");
        _executing = factory.CreateGauge(
            "apiserver_flowcontrol_current_executing_requests",
            "Number of requests in initial (for a WATCH) or any (for a non-WATCH) execution stage in the API Priority and Fairness subsystem", FlowLabels);
        _seats = factory.CreateGauge(
            "apiserver_flowcontrol_current_executing_seats", "Concurrency (number of seats) occupied by the currently executing requests", FlowLabels);
        _inQueue = factory.CreateGauge(
            "apiserver_flowcontrol_current_inqueue_requests", "Number of requests currently pending in queues of the API Priority and Fairness subsystem",
            FlowLabels);
        _nominal = factory.CreateGauge(
            "apiserver_flowcontrol_nominal_limit_seats", "Nominal number of execution seats configured for each priority level", "priority_level");
        _lower = factory.CreateGauge(
            "apiserver_flowcontrol_lower_limit_seats", "Configured lower bound on number of execution seats available to each priority level",
            "priority_level");
        _upper = factory.CreateGauge(
            "apiserver_flowcontrol_upper_limit_seats", "Configured upper bound on number of execution seats available to each priority level",
            "priority_level");
        _current = factory.CreateGauge(
            "apiserver_flowcontrol_current_limit_seats", "current derived number of execution seats available to each priority level", "priority_level");
    }

    public FlowMetrics Of(string level, string schema) => new(
        _duration.WithLabels(level, schema), _wait.WithLabels(level, schema), reason => _rejected.WithLabels(level, schema, reason));

    /// <summary>Brings what goes up and down to date.</summary>
    public void Update(FairnessState state, int serverSeats)
    {
        foreach (var flow in state.Flows)
        {
            _executing.WithLabels(flow.Level.Name, flow.Name).Set(flow.Metrics.Executing);
            _seats.WithLabels(flow.Level.Name, flow.Name).Set(flow.Metrics.Seats);
            _inQueue.WithLabels(flow.Level.Name, flow.Name).Set(flow.Metrics.Waiting);
        }

        foreach (var level in state.Levels)
        {
            _dispatched.WithLabels(level.Name).IncTo(level.Dispatched);
            _nominal.WithLabels(level.Name).Set(level.Limits.Nominal);
            _lower.WithLabels(level.Name).Set(level.Limits.Lower);
            _upper.WithLabels(level.Name).Set(level.Limits.Upper(serverSeats));
            _current.WithLabels(level.Name).Set(level.CurrentLimit);
        }
    }
}
