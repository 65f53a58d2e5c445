using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>
/// How many seats a request takes: lists, and watches that begin with one, by the bytes that they go through; writes, once they are done, by the watches
/// that they have to be told to; everything else one.
/// </summary>
internal static class WorkEstimator
{
    private const long BytesPerSeat = 100_000;
    private const int MaxSeats = 10;

    /// <summary>An event costs this server a hundredth of what it costs upstream's, which reckons with ten.</summary>
    private const int WatchesPerSeat = 1000;

    private static readonly TimeSpan EventTime = TimeSpan.FromMilliseconds(5);

    public static WorkEstimate Estimate(RequestInfo info, ResourceEndpoint? endpoint, QueryParameters query)
    {
        if (endpoint is not { IsStored: true })
        {
            return new WorkEstimate(1) { IsWatch = info.Verb == "watch" };
        }

        return info.Verb switch
        {
            "list" => new WorkEstimate(SeatsOfList(endpoint, query)),
            "watch" => new WorkEstimate(query.Count > 0 && query["sendInitialEvents"] == "true" ? SeatsOfList(endpoint, query) : 1) { IsWatch = true },
            "create" or "update" or "patch" or "delete" when info.Subresource != "token" => OfWrite(endpoint.Store.State.WatcherCount),
            _ => WorkEstimate.One,
        };
    }

    private static WorkEstimate OfWrite(int watches)
    {
        if (watches < WatchesPerSeat)
        {
            return new WorkEstimate(1) { Watches = watches };
        }

        // More seats than there may be are made up for by time.
        var wanted = (watches + WatchesPerSeat - 1) / WatchesPerSeat;
        var seats = Math.Min(wanted, MaxSeats);
        return new WorkEstimate(1, seats, EventTime * wanted / seats) { Watches = watches };
    }

    private static int SeatsOfList(ResourceEndpoint endpoint, QueryParameters query)
    {
        var (count, bytes) = endpoint.Store.State.Size;
        if (query.Count > 0)
        {
            if (query["fieldSelector"].StartsWith("metadata.name=", StringComparison.Ordinal))
            {
                return 1;
            }

            // A page costs what is on it, unless a selector has to look for that.
            if (query["labelSelector"].Length == 0 && query["fieldSelector"].Length == 0
                && int.TryParse(query["limit"], out var limit) && limit > 0 && limit < count)
            {
                bytes = bytes / count * limit;
            }
        }

        return (int)Math.Clamp((bytes + BytesPerSeat - 1) / BytesPerSeat, 1, MaxSeats);
    }
}
