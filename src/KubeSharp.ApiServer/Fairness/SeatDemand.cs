namespace KubeSharp.ApiServer.Fairness;

/// <summary>How many seats a level wanted over the last period. Guarded by the level's lock.</summary>
internal sealed class SeatDemand(TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private long _periodStart = time.GetTimestamp();
    private int _current;
    private int _high;
    private double _area;
    private double _squares;

    public void Set(int seats)
    {
        Settle();
        _current = seats;
        _high = Math.Max(_high, seats);
    }

    /// <summary>The period's numbers; a new period begins.</summary>
    public (double Average, double Deviation, int High) Take()
    {
        Settle();
        var duration = time.GetElapsedTime(_periodStart, _since).TotalSeconds;
        var average = duration > 0 ? _area / duration : _current;
        var variance = duration > 0 ? Math.Max(0, (_squares / duration) - (average * average)) : 0;
        var result = (average, Math.Sqrt(variance), _high);
        (_periodStart, _area, _squares, _high) = (_since, 0, 0, _current);
        return result;
    }

    private void Settle()
    {
        var now = time.GetTimestamp();
        if (_current != 0)
        {
            var seconds = time.GetElapsedTime(_since, now).TotalSeconds;
            _area += _current * seconds;
            _squares += (double)_current * _current * seconds;
        }

        _since = now;
    }
}
