namespace KubeSharp.Proxy.Model;

/// <summary>
/// Which endpoints get traffic: the ready ones; if there is none, those that are terminating but still serve
/// (KEP-1669), so that a rolling update of one replica does not refuse connections.
/// </summary>
internal static class EndpointSelection
{
    public static IReadOnlyList<Endpoint> Usable(IReadOnlyList<Endpoint> endpoints, bool localOnly)
    {
        var candidates = localOnly ? [.. endpoints.Where(endpoint => endpoint.Local)] : endpoints;
        Endpoint[] ready = [.. candidates.Where(endpoint => endpoint.Ready)];
        return ready.Length > 0
            ? localOnly ? ready : Preferred(ready)
            : [.. candidates.Where(endpoint => endpoint.Serving && endpoint.Terminating)];
    }

    /// <summary>
    /// Those meant for this node, else those meant for its zone (KEP-3015, KEP-4444). Hints count only if all endpoints have them and at least
    /// one is meant for here: traffic is never lost to a preference.
    /// </summary>
    private static IReadOnlyList<Endpoint> Preferred(Endpoint[] ready)
    {
        if (ready.All(endpoint => endpoint.ForThisNode is not null) && ready.Any(endpoint => endpoint.ForThisNode == true))
        {
            return [.. ready.Where(endpoint => endpoint.ForThisNode == true)];
        }

        return ready.All(endpoint => endpoint.ForThisZone is not null) && ready.Any(endpoint => endpoint.ForThisZone == true)
            ? [.. ready.Where(endpoint => endpoint.ForThisZone == true)]
            : ready;
    }
}
