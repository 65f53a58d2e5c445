namespace KubeSharp.ApiServer.Fairness;

internal sealed partial class PriorityLevel
{
    /// <summary>Half of what was is forgotten in five minutes.</summary>
    private const double Smoothing = 0.977;

    public long Dispatched { get; private set; }

    public long Rejected { get; private set; }

    public long TimedOut { get; private set; }

    public long Cancelled { get; private set; }

    public int Executing => _executing;

    public int SeatsInUse => _seats;

    public int WaitingCount => _waiting;

    /// <summary>The seats that the level has at present, borrowed and lent ones considered.</summary>
    public int CurrentLimit => _limit;

    /// <summary>What it wanted in the last period.</summary>
    public LevelDemand Demand { get; private set; }

    /// <summary>The seats that it is to get, as far as there are enough.</summary>
    public double Target { get; private set; }

    /// <summary>Ends a period; <see cref="Demand"/> is what it wanted in it.</summary>
    public void EndPeriod()
    {
        lock (_lock)
        {
            var (average, deviation, high) = _demand.Take();
            var envelope = Math.Min(high, average + deviation);
            var smoothed = Math.Max(envelope, (Smoothing * Demand.Smoothed) + ((1 - Smoothing) * envelope));
            Demand = new LevelDemand(high, average, deviation, smoothed);
        }
    }

    public void SetLimit(double target, int seats)
    {
        lock (_lock)
        {
            Target = target;
            _limit = Math.Max(1, seats);
            Dispatch();
        }
    }

    /// <summary>The queues and those that wait in them, as they are at one moment.</summary>
    public T Read<T>(Func<IReadOnlyList<FairQueue>, T> read)
    {
        lock (_lock)
        {
            return read(_queues);
        }
    }
}
