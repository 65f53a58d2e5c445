using Prometheus;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Upstream's apiserver_flowcontrol_* metrics. What goes up and down is read when it is asked for.</summary>
internal sealed class FairnessMetrics
{
    private static readonly double[] Seconds = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
    private static readonly string[] FlowLabels = ["priority_level", "flow_schema"];

    private readonly Histogram _duration;
    private readonly Histogram _wait;
    private readonly Histogram _estimated;
    private readonly Histogram _watches;
    private readonly Histogram _queueLength;
    private readonly Counter _rejected;
    private readonly Counter _dispatched;
    private readonly IReadOnlyList<(Gauge Series, Func<FlowMetrics, int> Value)> _flows;
    private readonly IReadOnlyList<(Gauge Series, Func<PriorityLevel, double> Value)> _levels;
    private readonly Gauge _upper;
    private readonly Gauge _fraction;
    private readonly Gauge _inQueueByKind;

    public FairnessMetrics(CollectorRegistry registry)
    {
        const string prefix = "apiserver_flowcontrol_";
        var factory = Metrics.WithCustomRegistry(registry);

        Histogram Distribution(string name, string help, double[] buckets, params string[] more) =>
            factory.CreateHistogram(prefix + name, help, [.. FlowLabels, .. more], new HistogramConfiguration { Buckets = buckets });

        (Gauge Series, Func<FlowMetrics, int> Value) OfFlow(string name, string help, Func<FlowMetrics, int> value) =>
            (factory.CreateGauge(prefix + name, help, FlowLabels), value);

        (Gauge Series, Func<PriorityLevel, double> Value) OfLevel(string name, string help, Func<PriorityLevel, double> value) =>
            (factory.CreateGauge(prefix + name, help, "priority_level"), value);

        _duration = Distribution("request_execution_seconds", "Seconds that requests took; of a watch, until it had begun.", Seconds, "type");
        _wait = Distribution("request_wait_duration_seconds", "Seconds that requests waited for their seats.", Seconds, "execute");
        _estimated = Distribution("work_estimated_seats", "Seats that requests were taken to need.", [1, 2, 4, 10]);
        _watches = Distribution("watch_count_samples", "Watches that writes had to be told to.", [0, 1, 10, 100, 1000, 10_000]);
        _queueLength = Distribution("request_queue_length_after_enqueue", "Requests in a queue right after one was added.", [0, 10, 25, 50, 100, 250, 500, 1000]);
        _rejected = factory.CreateCounter(prefix + "rejected_requests_total", "Requests that were refused.", [.. FlowLabels, "reason"]);
        _dispatched = factory.CreateCounter(prefix + "dispatched_requests_total", "Requests that were let in.", FlowLabels);
        _flows =
        [
            OfFlow("current_executing_requests", "Requests being served.", static flow => flow.Executing),
            OfFlow("current_executing_seats", "Seats in use.", static flow => flow.Seats),
            OfFlow("current_inqueue_requests", "Requests that wait.", static flow => flow.Waiting),
            OfFlow("current_inqueue_seats", "Seats that they wait for.", static flow => flow.WaitingSeats),
        ];
        _levels =
        [
            OfLevel("nominal_limit_seats", "A level's share of seats.", static level => level.Limits.Nominal),
            OfLevel("lower_limit_seats", "Seats that a level does not lend.", static level => level.Limits.Lower),
            OfLevel("current_limit_seats", "Seats that a level has, with what is lent and borrowed.", static level => level.CurrentLimit),
            OfLevel("demand_seats_high_watermark", "The most seats that a level wanted in the last period.", static level => level.Demand.High),
            OfLevel("demand_seats_average", "Seats that a level wanted in the last period.", static level => level.Demand.Average),
            OfLevel("demand_seats_stdev", "Deviation of what a level wanted in the last period.", static level => level.Demand.Deviation),
            OfLevel("demand_seats_smoothed", "Seats that a level is taken to want.", static level => level.Demand.Smoothed),
            OfLevel("target_seats", "Seats that a level is to get.", static level => level.Target),
        ];
        _upper = factory.CreateGauge(prefix + "upper_limit_seats", "Seats that a level has at most.", "priority_level");
        _fraction = factory.CreateGauge(prefix + "seat_fair_frac", "Part of its target that every level gets.");
        _inQueueByKind = factory.CreateGauge("apiserver_current_inqueue_requests", "Requests that wait for their turn.", "request_kind");
    }

    public FlowMetrics Of(string level, string schema) => new()
    {
        Duration = _duration.WithLabels(level, schema, "regular"),
        WatchDuration = _duration.WithLabels(level, schema, "watch"),
        Wait = _wait.WithLabels(level, schema, "true"),
        VainWait = _wait.WithLabels(level, schema, "false"),
        EstimatedSeats = _estimated.WithLabels(level, schema),
        Watches = _watches.WithLabels(level, schema),
        QueueLength = _queueLength.WithLabels(level, schema),
        Rejected = reason => _rejected.WithLabels(level, schema, reason),
    };

    /// <summary>Brings what goes up and down to date.</summary>
    public void Update(FairnessGate gate)
    {
        foreach (var flow in gate.State.Flows)
        {
            foreach (var (series, value) in _flows)
            {
                series.WithLabels(flow.Level.Name, flow.Name).Set(value(flow.Metrics));
            }

            _dispatched.WithLabels(flow.Level.Name, flow.Name).IncTo(flow.Metrics.Dispatched);
        }

        foreach (var level in gate.State.Levels)
        {
            foreach (var (series, value) in _levels)
            {
                series.WithLabels(level.Name).Set(value(level));
            }

            _upper.WithLabels(level.Name).Set(level.Limits.Upper(gate.ServerSeats));
        }

        _fraction.Set(gate.FairFraction);
        _inQueueByKind.WithLabels("mutating").Set(gate.WaitingWrites);
        _inQueueByKind.WithLabels("readOnly").Set(gate.WaitingReads);
    }
}
