using KubeSharp.Api.Flowcontrol.V1;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>
/// One priority level: its seats, and the queues of those that wait for some. While nobody waits a request only takes its seats; then
/// the queue that has had the least work is served first (start-time fair queuing), weighted by seats.
/// </summary>
internal sealed partial class PriorityLevel(string name, TimeProvider time)
{
    /// <summary>What a request is taken to need, in seconds, until it is known.</summary>
    private const double EstimatedDuration = 0.003;

    private readonly Lock _lock = new();
    private readonly SeatDemand _demand = new(time);
    private FairQueue[] _queues = [];
    private int _handSize;
    private int _queueLengthLimit;
    private int _limit = 1;
    private int _seats;
    private int _executing;
    private int _waiting;
    private int _waitingSeats;
    private double _clock;

    public string Name => name;

    public string Uid { get; private set; } = "";

    /// <summary>Nobody waits, nobody is refused.</summary>
    public bool IsExempt { get; private set; }

    public LevelLimits Limits { get; private set; }

    /// <summary>The most seats that one request is charged.</summary>
    public int MaxWidth { get; private set; } = 1;

    public void Configure(PriorityLevelConfiguration configuration, LevelLimits limits)
    {
        const double maxWidthShare = 0.15;
        const int maxWidth = 10;
        lock (_lock)
        {
            Uid = configuration.Metadata.UID;
            IsExempt = configuration.Spec.Type == "Exempt";
            MaxWidth = Math.Clamp((int)Math.Ceiling(limits.Nominal * maxWidthShare), 1, maxWidth);
            if (limits != Limits)
            {
                (Limits, _limit) = (limits, Math.Max(1, limits.Nominal));
            }

            var queuing = configuration.Spec.Limited?.LimitResponse.Queuing;
            _queueLengthLimit = queuing?.QueueLengthLimit ?? 0;
            var queues = queuing?.Queues ?? 0;
            _handSize = Math.Min(queuing?.HandSize ?? 0, queues);
            if (queues != _queues.Length)
            {
                Redeal(queues);
            }

            Dispatch();
        }
    }

    /// <summary>Takes the seats, free or not.</summary>
    public Seats Enter(Flow flow, in WorkEstimate estimate)
    {
        var width = WidthOf(estimate);
        lock (_lock)
        {
            Take(flow, width);
        }

        return new Seats(flow, width, estimate, time.GetTimestamp());
    }

    /// <summary>Takes the seats if they are free and nobody waits for them; null otherwise.</summary>
    public Seats? TryEnter(Flow flow, in WorkEstimate estimate)
    {
        var width = WidthOf(estimate);
        lock (_lock)
        {
            if (_waiting > 0 || !Fits(width))
            {
                return null;
            }

            Take(flow, width);
        }

        return new Seats(flow, width, estimate, time.GetTimestamp());
    }

    /// <summary>Waits in the shortest queue of the flow's hand. Null if the level has no queues or that one is full.</summary>
    public QueuedRequest? Enqueue(Flow flow, in WorkEstimate estimate, string distinguisher)
    {
        var width = WidthOf(estimate);
        var hash = ShuffleSharding.HashOf(flow.Name, distinguisher);
        lock (_lock)
        {
            if (_queues.Length == 0 && !Fits(width))
            {
                Rejected++;
                return null;
            }

            var queue = _queues.Length == 0 ? new FairQueue(0) : Choose(hash);
            if (_queues.Length > 0 && queue.Waiting.Count >= _queueLengthLimit)
            {
                Rejected++;
                return null;
            }

            var request = new QueuedRequest(flow, queue, hash, width, distinguisher, time.GetUtcNow());
            if (_queues.Length == 0)
            {
                request.IsWaiting = false;
                Take(flow, width);
                request.TrySetResult(true);
                return request;
            }

            Append(request);
            flow.Metrics.QueueLength.Observe(queue.Waiting.Count);
            Dispatch();
            _demand.Set(_seats + _waitingSeats);
            return request;
        }
    }

    /// <summary>Takes back a request that still waits. False if it has its seats.</summary>
    public bool Abandon(QueuedRequest request, bool timedOut)
    {
        lock (_lock)
        {
            if (!request.IsWaiting)
            {
                return false;
            }

            Remove(request);
            request.Queue.Waiting.Remove(request);
            _demand.Set(_seats + _waitingSeats);
            if (timedOut)
            {
                TimedOut++;
            }
            else
            {
                Cancelled++;
            }

            return true;
        }
    }

    public void Leave(in Seats seats)
    {
        var elapsed = time.GetElapsedTime(seats.Started);
        var flow = seats.Flow!;
        var final = IsExempt ? 0 : Math.Min(seats.Estimate.FinalSeats, seats.Width);
        lock (_lock)
        {
            _executing--;
            flow.Metrics.Executing--;
            if (seats.Queue is { } queue)
            {
                queue.Executing--;
                queue.SeatsInUse -= seats.Width;

                // The queue was charged an estimate.
                queue.Due += ((elapsed.TotalSeconds - EstimatedDuration) * seats.Width) + (seats.Estimate.FinalTime.TotalSeconds * final);
            }

            GiveBack(flow, seats.Width - final);
        }

        (seats.Estimate.IsWatch ? flow.Metrics.WatchDuration : flow.Metrics.Duration).Observe(elapsed.TotalSeconds);
        if (final > 0)
        {
            _ = FinishAsync(flow, final, seats.Estimate.FinalTime);
        }
    }

    /// <summary>The request is over, but what it has changed is still on its way to the watches.</summary>
    private async Task FinishAsync(Flow flow, int seats, TimeSpan finalTime)
    {
        await Task.Delay(finalTime, time).ConfigureAwait(false);
        lock (_lock)
        {
            GiveBack(flow, seats);
        }
    }

    private void GiveBack(Flow flow, int seats)
    {
        _seats -= seats;
        flow.Metrics.Seats -= seats;
        _demand.Set(_seats + _waitingSeats);
        if (_waiting > 0)
        {
            Dispatch();
        }
    }

    private int WidthOf(in WorkEstimate estimate) => Math.Min(estimate.MostSeats, MaxWidth);

    private bool Fits(int width) => _seats + width <= _limit || _executing == 0;

    private void Take(Flow flow, int width)
    {
        _seats += width;
        _executing++;
        flow.Metrics.Executing++;
        flow.Metrics.Seats += width;
        flow.Metrics.Dispatched++;
        Dispatched++;
        _demand.Set(_seats + _waitingSeats);
    }

    private FairQueue Choose(ulong hash)
    {
        Span<int> hand = stackalloc int[_handSize];
        ShuffleSharding.Deal(hash, _queues.Length, hand);
        var best = _queues[hand[0]];
        foreach (var index in hand[1..])
        {
            var candidate = _queues[index];
            if (candidate.WaitingSeats + candidate.SeatsInUse < best.WaitingSeats + best.SeatsInUse)
            {
                best = candidate;
            }
        }

        return best;
    }

    private void Append(QueuedRequest request)
    {
        var queue = request.Queue;
        if (queue.Waiting.Count == 0 && queue.Executing == 0)
        {
            // Nobody saves up turns by not asking.
            queue.Due = Math.Max(queue.Due, _clock);
        }

        queue.Waiting.AddLast(request);
        queue.WaitingSeats += request.Width;
        _waiting++;
        _waitingSeats += request.Width;
        request.Flow.Metrics.Waiting++;
        request.Flow.Metrics.WaitingSeats += request.Width;
    }

    private void Remove(QueuedRequest request)
    {
        request.IsWaiting = false;
        request.Queue.WaitingSeats -= request.Width;
        _waiting--;
        _waitingSeats -= request.Width;
        request.Flow.Metrics.Waiting--;
        request.Flow.Metrics.WaitingSeats -= request.Width;
    }

    private void Dispatch()
    {
        while (_waiting > 0)
        {
            FairQueue? next = null;
            foreach (var queue in _queues)
            {
                if (queue.Waiting.Count > 0 && (next is null || queue.Due < next.Due))
                {
                    next = queue;
                }
            }

            var request = next!.Waiting.First!.Value;
            if (!IsExempt && !Fits(request.Width))
            {
                return;
            }

            next.Waiting.RemoveFirst();
            Remove(request);
            _clock = Math.Max(_clock, next.Due);
            next.Due += EstimatedDuration * request.Width;
            next.Executing++;
            next.SeatsInUse += request.Width;
            Take(request.Flow, request.Width);
            request.TrySetResult(true);
        }
    }

    /// <summary>Those that wait move to the new queues, in the order in which they came.</summary>
    private void Redeal(int queues)
    {
        var waiting = _queues.SelectMany(queue => queue.Waiting).OrderBy(request => request.Arrived).ToList();
        waiting.ForEach(request =>
        {
            Remove(request);
            request.IsWaiting = true;
        });
        _queues = [.. Enumerable.Range(0, queues).Select(index => new FairQueue(index))];
        foreach (var request in waiting)
        {
            if (queues == 0)
            {
                request.IsWaiting = false;
                request.TrySetResult(false);
                continue;
            }

            request.Queue = Choose(request.Hash);
            Append(request);
        }
    }
}
