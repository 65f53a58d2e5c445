namespace KubeSharp.ApiServer.Fairness;

/// <summary>What a request occupies while it runs; to be released once. The default value is nothing.</summary>
/// <param name="Flow">How it was classified; null where requests are only counted.</param>
/// <param name="Width">How many seats.</param>
/// <param name="Estimate">What it is taken to cost.</param>
/// <param name="Started">Timestamp of the admission.</param>
/// <param name="Queue">Where it waited; null if it did not.</param>
/// <param name="Gate">To be told when requests are only counted.</param>
internal readonly record struct Seats(
    Flow? Flow, int Width, WorkEstimate Estimate, long Started, FairQueue? Queue = null, InFlightLimits? Gate = null)
{
    /// <summary>The server is too busy for the request.</summary>
    public bool IsRejected { get; private init; }

    /// <summary>How long it waited for them.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>No seats, because the server is too busy.</summary>
    /// <param name="flow">How the request was classified.</param>
    public static Seats Refused(Flow? flow) => new() { Flow = flow, IsRejected = true };

    public void Release()
    {
        if (IsRejected)
        {
            return;
        }

        Flow?.Level.Leave(this);
        Gate?.Leave(isMutating: Width > 0);
    }
}
