using Prometheus;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>The numbers of one flow schema. Those that go up and down are guarded by the level's lock.</summary>
internal sealed class FlowMetrics(Histogram.Child duration, Histogram.Child wait, Func<string, Counter.Child> rejected)
{
    public int Executing { get; set; }

    public int Seats { get; set; }

    public int Waiting { get; set; }

    public Histogram.Child Duration => duration;

    /// <summary>Of requests that had to wait.</summary>
    public Histogram.Child Wait => wait;

    /// <param name="reason">queue-full, concurrency-limit, time-out or cancelled.</param>
    public void Reject(string reason) => rejected(reason).Inc();
}
