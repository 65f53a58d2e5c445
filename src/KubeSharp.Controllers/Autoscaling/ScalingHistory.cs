namespace KubeSharp.Controllers.Autoscaling;

/// <summary>What an autoscaler has recommended and done lately. Used by one reconciliation at a time.</summary>
internal sealed class ScalingHistory
{
    private readonly List<(int Replicas, DateTimeOffset At)> _recommendations = [];
    private readonly List<(int Change, DateTimeOffset At)> _ups = [];
    private readonly List<(int Change, DateTimeOffset At)> _downs = [];

    /// <summary>After a restart the present size counts as what was recommended.</summary>
    public void Begin(int replicas, DateTimeOffset now)
    {
        if (_recommendations.Count == 0)
        {
            _recommendations.Add((replicas, now));
        }
    }

    public void Recommend(int replicas, DateTimeOffset now, TimeSpan window)
    {
        _recommendations.RemoveAll(entry => entry.At < now - window);
        _recommendations.Add((replicas, now));
    }

    public IEnumerable<int> Recommended(DateTimeOffset after) => _recommendations.Where(entry => entry.At > after).Select(static entry => entry.Replicas);

    public void Scaled(int change, DateTimeOffset now, TimeSpan longestPeriod)
    {
        var events = change > 0 ? _ups : _downs;
        events.RemoveAll(entry => entry.At < now - longestPeriod);
        events.Add((Math.Abs(change), now));
    }

    public int Added(DateTimeOffset after) => _ups.Where(entry => entry.At > after).Sum(static entry => entry.Change);

    public int Removed(DateTimeOffset after) => _downs.Where(entry => entry.At > after).Sum(static entry => entry.Change);
}
