namespace KubeSharp.ApiServer.Fairness;

/// <summary>What a request occupies while it runs; to be released once. The default value is nothing.</summary>
/// <param name="Flow">How it was classified; null where requests are only counted.</param>
/// <param name="Width">How many seats.</param>
/// <param name="Started">Timestamp of the admission.</param>
/// <param name="Queue">Where it waited; null if it did not.</param>
/// <param name="Gate">To be told when requests are only counted.</param>
/// <param name="IsRejected">The server is too busy for it.</param>
internal readonly record struct Seats(
    Flow? Flow, int Width, long Started, FairQueue? Queue = null, InFlightLimits? Gate = null, bool IsRejected = false)
{
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
