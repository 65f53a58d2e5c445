using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Without priority and fairness: plain limits of requests at a time, for reading and changing ones. 0 sets none.</summary>
internal sealed class InFlightLimits(int maxRequests, int maxMutating) : IRequestGate
{
    private int _reading;
    private int _mutating;

    public ValueTask<Seats> EnterAsync(UserInfo user, RequestInfo info, in WorkEstimate estimate, CancellationToken cancellationToken)
    {
        var isMutating = info.Verb is not ("get" or "list" or "watch");
        var limit = isMutating ? maxMutating : maxRequests;
        var count = isMutating ? Interlocked.Increment(ref _mutating) : Interlocked.Increment(ref _reading);

        // Administrators are let in whatever goes on, to see what goes on.
        if (limit > 0 && count > limit && !user.InGroup(WellKnownUsers.MastersGroup))
        {
            Leave(isMutating);
            return ValueTask.FromResult(Seats.Refused(null));
        }

        return ValueTask.FromResult(new Seats(null, isMutating ? 1 : 0, default, 0, Gate: this));
    }

    public void Leave(bool isMutating)
    {
        if (isMutating)
        {
            Interlocked.Decrement(ref _mutating);
        }
        else
        {
            Interlocked.Decrement(ref _reading);
        }
    }
}
