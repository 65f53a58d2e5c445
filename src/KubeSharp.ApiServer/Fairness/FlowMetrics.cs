using Prometheus;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>The numbers of one flow schema. Those that go up and down are guarded by the level's lock.</summary>
internal sealed class FlowMetrics
{
    public int Executing { get; set; }

    public int Seats { get; set; }

    public int Waiting { get; set; }

    public int WaitingSeats { get; set; }

    public long Dispatched { get; set; }

    /// <summary>Seconds.</summary>
    public required IHistogram Duration { get; init; }

    /// <summary>Seconds until watches had begun.</summary>
    public required IHistogram WatchDuration { get; init; }

    /// <summary>Seconds of waiting that ended well.</summary>
    public required IHistogram Wait { get; init; }

    /// <summary>Seconds of waiting in vain.</summary>
    public required IHistogram VainWait { get; init; }

    public required IHistogram EstimatedSeats { get; init; }

    /// <summary>Watches that writes had to be told to.</summary>
    public required IHistogram Watches { get; init; }

    /// <summary>Requests in a queue right after one was added.</summary>
    public required IHistogram QueueLength { get; init; }

    /// <summary>By reason: queue-full, concurrency-limit, time-out or cancelled.</summary>
    public required Func<string, ICounter> Rejected { get; init; }

    public void Estimated(in WorkEstimate estimate)
    {
        EstimatedSeats.Observe(estimate.MostSeats);
        if (estimate.Watches is { } watches)
        {
            Watches.Observe(watches);
        }
    }
}
