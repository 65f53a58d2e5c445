using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>How many seats a request takes: lists by how many objects they go through, everything else one.</summary>
internal static class WorkEstimator
{
    private const int ObjectsPerSeat = 100;
    private const int MaxSeats = 10;

    public static int Estimate(RequestInfo info, ResourceEndpoint? endpoint, QueryParameters query)
    {
        if (info.Verb != "list" || endpoint is not { IsStored: true })
        {
            return 1;
        }

        var objects = endpoint.Store.Count;

        // A page costs what is on it, unless a selector has to look for that.
        if (query.Count > 0 && query["labelSelector"].Length == 0 && query["fieldSelector"].Length == 0
            && int.TryParse(query["limit"], out var limit) && limit > 0)
        {
            objects = Math.Min(objects, limit);
        }

        return Math.Clamp((objects + ObjectsPerSeat - 1) / ObjectsPerSeat, 1, MaxSeats);
    }
}
