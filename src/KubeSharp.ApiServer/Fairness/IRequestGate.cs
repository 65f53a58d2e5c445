using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Keeps the server from doing more at once than it can.</summary>
internal interface IRequestGate
{
    /// <summary>Waits for its turn, or is told that the server is too busy.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="info">What for.</param>
    /// <param name="estimate">What it is taken to cost.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    ValueTask<Seats> EnterAsync(UserInfo user, RequestInfo info, in WorkEstimate estimate, CancellationToken cancellationToken);
}
