using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Bootstrap.FlowControl;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Priority and fairness (KEP-1040): classifies requests, and lets each in when its level has seats for it.</summary>
/// <param name="serverSeats">--max-requests-inflight and --max-mutating-requests-inflight together.</param>
/// <param name="queueWait">How long a request waits at most.</param>
/// <param name="metrics">Where it is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class FairnessGate(int serverSeats, TimeSpan queueWait, FairnessMetrics metrics, TimeProvider time) : IRequestGate
{
    private readonly Dictionary<string, PriorityLevel> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Level, string Schema), FlowMetrics> _metrics = [];
    private volatile FairnessState _state = new([], []);

    private int _waitingReads;
    private int _waitingWrites;

    public int ServerSeats => serverSeats;

    /// <summary>The part of its target that every level got the last time that seats were moved.</summary>
    public double FairFraction { get; private set; }

    public int WaitingReads => _waitingReads;

    public int WaitingWrites => _waitingWrites;

    public FairnessState State => _state;

    /// <summary>Puts a configuration into force. What no one may be without is added. Called by one at a time.</summary>
    public void Configure(IEnumerable<PriorityLevelConfiguration> levels, IEnumerable<FlowSchema> schemas)
    {
        var configurations = Complete(levels, PriorityLevels.All);
        var shares = configurations.Sum(Shares);
        foreach (var configuration in configurations)
        {
            var name = configuration.Metadata.Name;
            if (!_levels.TryGetValue(name, out var level))
            {
                _levels.Add(name, level = new PriorityLevel(name, time));
            }

            level.Configure(configuration, LimitsOf(configuration, shares));
        }

        foreach (var gone in _levels.Keys.Except(configurations.Select(configuration => configuration.Metadata.Name)).ToList())
        {
            // Requests that are in it finish; no new ones come.
            _levels.Remove(gone);
        }

        var flows = Complete(schemas, FlowSchemas.All)
            .Where(schema => _levels.ContainsKey(schema.Spec.PriorityLevelConfiguration.Name))
            .Select(schema => new Flow(schema, _levels[schema.Spec.PriorityLevelConfiguration.Name], MetricsOf(schema)))
            .OrderBy(flow => flow.Precedence)
            .ThenBy(flow => flow.Name, StringComparer.Ordinal)
            .ToArray();
        _state = new FairnessState(flows, [.. _levels.Values.OrderBy(level => level.Name, StringComparer.Ordinal)]);
    }

    public ValueTask<Seats> EnterAsync(UserInfo user, RequestInfo info, in WorkEstimate estimate, CancellationToken cancellationToken)
    {
        var flow = Classify(user, info);
        var level = flow.Level;
        if (level.IsExempt)
        {
            return new ValueTask<Seats>(level.Enter(flow, estimate));
        }

        flow.Metrics.Estimated(estimate);
        if (level.TryEnter(flow, estimate) is { } seats)
        {
            flow.Metrics.Wait.Observe(0);
            return new ValueTask<Seats>(seats);
        }

        return WaitAsync(flow, estimate, flow.Distinguisher(user, info), info.Verb is "get" or "list" or "watch", cancellationToken);
    }

    /// <summary>Moves seats between levels; to be called once a period.</summary>
    public void Lend() => FairFraction = SeatLending.Adjust(_state.Levels, serverSeats);

    public Flow Classify(UserInfo user, RequestInfo info)
    {
        var flows = _state.Flows;
        foreach (var flow in flows)
        {
            if (flow.Matches(user, info))
            {
                return flow;
            }
        }

        return flows[^1];
    }

    public void UpdateMetrics() => metrics.Update(this);

    private async ValueTask<Seats> WaitAsync(Flow flow, WorkEstimate estimate, string distinguisher, bool reads, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (flow.Level.Enqueue(flow, estimate, distinguisher) is not { } request)
        {
            flow.Metrics.Rejected(flow.Level.Read(static queues => queues.Count) == 0 ? "concurrency-limit" : "queue-full").Inc();
            return Seats.Refused(flow);
        }

        if (!request.Task.IsCompleted)
        {
            await WaitAsync(request, reads, cancellationToken).ConfigureAwait(false);
        }

        var waited = time.GetElapsedTime(started);
        if (!await request.Task.ConfigureAwait(false))
        {
            flow.Metrics.VainWait.Observe(waited.TotalSeconds);
            return Seats.Refused(flow);
        }

        flow.Metrics.Wait.Observe(waited.TotalSeconds);
        return new Seats(flow, request.Width, estimate, time.GetTimestamp(), request.Queue) { Waited = waited };
    }

    /// <summary>Ends when the request has its seats, or will not get them.</summary>
    private async Task WaitAsync(QueuedRequest request, bool reads, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads ? ref _waitingReads : ref _waitingWrites);
        try
        {
            await EndAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref reads ? ref _waitingReads : ref _waitingWrites);
        }
    }

    private async Task EndAsync(QueuedRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(queueWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using (either.Token.UnsafeRegister(_ => GiveUp(request, !cancellationToken.IsCancellationRequested), null).ConfigureAwait(false))
        {
            await request.Task.ConfigureAwait(false);
        }
    }

    private static void GiveUp(QueuedRequest request, bool timedOut)
    {
        if (request.Flow.Level.Abandon(request, timedOut))
        {
            request.Flow.Metrics.Rejected(timedOut ? "time-out" : "cancelled").Inc();
            request.TrySetResult(false);
        }
    }

    /// <summary>Requests that are under way when the configuration changes go on counting.</summary>
    private FlowMetrics MetricsOf(FlowSchema schema)
    {
        var key = (schema.Spec.PriorityLevelConfiguration.Name, schema.Metadata.Name);
        if (!_metrics.TryGetValue(key, out var known))
        {
            _metrics.Add(key, known = metrics.Of(key.Item1, key.Item2));
        }

        return known;
    }

    private LevelLimits LimitsOf(PriorityLevelConfiguration configuration, int shares)
    {
        var nominal = shares == 0 ? 0 : (int)Math.Ceiling((double)serverSeats * Shares(configuration) / shares);
        var limited = configuration.Spec.Limited;
        var lendable = limited?.LendablePercent ?? configuration.Spec.Exempt?.LendablePercent ?? 0;
        return new LevelLimits(nominal, Percent(nominal, lendable), limited?.BorrowingLimitPercent is { } percent ? Percent(nominal, percent) : null);
    }

    private static int Percent(int seats, int percent) => (int)Math.Round(seats * percent / 100.0);

    private static int Shares(PriorityLevelConfiguration configuration) => configuration.Spec.Type == "Exempt"
        ? configuration.Spec.Exempt?.NominalConcurrencyShares ?? 0
        : configuration.Spec.Limited?.NominalConcurrencyShares ?? 30;

    /// <summary>Two of each kind are mandatory; before the first start has made any, the defaults are in force.</summary>
    private static List<T> Complete<T>(IEnumerable<T> stored, IReadOnlyList<T> defaults)
        where T : Api.ApiObject
    {
        var list = stored.ToList();
        if (list.Count == 0)
        {
            return [.. defaults];
        }

        list.AddRange(defaults.Where(standard =>
            standard.Metadata.Name is "exempt" or "catch-all" && !list.Exists(value => value.Metadata.Name == standard.Metadata.Name)));
        return list;
    }
}
