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
        return ready.Length > 0 ? ready : [.. candidates.Where(endpoint => endpoint.Serving && endpoint.Terminating)];
    }
}
