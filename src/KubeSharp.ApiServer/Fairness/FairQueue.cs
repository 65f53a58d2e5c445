namespace KubeSharp.ApiServer.Fairness;

/// <summary>One queue of a level. Guarded by the level's lock.</summary>
internal sealed class FairQueue(int index)
{
    public int Index => index;

    public LinkedList<QueuedRequest> Waiting { get; } = [];

    public int Executing { get; set; }

    public int SeatsInUse { get; set; }

    /// <summary>Seats of those that wait.</summary>
    public int WaitingSeats { get; set; }

    /// <summary>Virtual time, in seat-seconds, at which its next request is due: the work it was given so far.</summary>
    public double Due { get; set; }
}
