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

    /// <summary>What it wanted in the last period: at least so much, and a smoothed number to aim at.</summary>
    public (int High, double Target) TakeDemand()
    {
        lock (_lock)
        {
            var (average, deviation, high) = _demand.Take();
            var envelope = Math.Min(high, average + deviation);
            _smoothed = Math.Max(envelope, (Smoothing * _smoothed) + ((1 - Smoothing) * envelope));
            return (high, _smoothed);
        }
    }

    public void SetLimit(int seats)
    {
        lock (_lock)
        {
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
