using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server;

/// <summary>A request that may be served.</summary>
/// <param name="Segments">The decoded path, cut at its slashes, without its first part (which chose the endpoint).</param>
internal sealed record KubeletRequest(HttpContext Http, IReadOnlyList<string> Segments)
{
    /// <summary>The first value of the query parameter, "" where it is missing.</summary>
    public string Query(string name) => Http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    /// <summary>Whether the parameter is set, as upstream reads its flags: any value but an empty one, "0" and "false".</summary>
    public bool Flag(string name) => Query(name) is not ("" or "0" or "false");
}
