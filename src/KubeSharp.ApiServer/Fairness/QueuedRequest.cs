namespace KubeSharp.ApiServer.Fairness;

/// <summary>A request that waits for seats. True when it gets them, false when it does not.</summary>
internal sealed class QueuedRequest(Flow flow, FairQueue queue, ulong hash, int width, string distinguisher, DateTimeOffset arrived)
    : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Flow Flow => flow;

    public FairQueue Queue { get; set; } = queue;

    public ulong Hash => hash;

    public int Width => width;

    public string Distinguisher => distinguisher;

    public DateTimeOffset Arrived => arrived;

    /// <summary>Guarded by the level's lock.</summary>
    public bool IsWaiting { get; set; } = true;
}
