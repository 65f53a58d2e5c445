using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KubeSharp.ApiServer.Http;

/// <summary>One HTTP request for a resource, after authorization: what the verbs read from and answer to.</summary>
internal sealed class HttpCall
{
    public required HttpContext Http { get; init; }

    public required RequestContext Context { get; init; }

    public required QueryParameters Query { get; init; }

    public required ResourceEndpoint Endpoint { get; init; }

    public RequestInfo Info => Context.Info;

    /// <summary>The namespace of the object; "" for cluster-scoped ones, of which namespaces have one in their path all the same.</summary>
    public string Namespace => Endpoint.Resource.Namespaced ? Info.Namespace : "";

    /// <summary>What the answer looks like. Decided before anything is done, so that a write is not made and then not answered.</summary>
    /// <exception cref="ApiException">406.</exception>
    public ResponseFormat Negotiate(ViewsOffered offered) =>
        ContentNegotiator.Negotiate(Accept, Endpoint.IsCustom ? offered | ViewsOffered.JsonOnly : offered, IsPretty(Query, Http.Request));

    private string? Accept
    {
        get
        {
            var values = Http.Request.Headers.Accept;
            return values.Count <= 1 ? (string?)values : string.Join(',', values.ToArray());
        }
    }

    /// <summary>Whoever asks by hand is shown indented JSON unless told otherwise.</summary>
    public static bool IsPretty(QueryParameters query, HttpRequest request)
    {
        if (query.Count > 0 && query.TryGet("pretty", out var pretty))
        {
            return pretty is "1" or "t" or "T" or "true" or "TRUE" or "True";
        }

        var agent = request.Headers[HeaderNames.UserAgent];
        if (agent.Count == 0)
        {
            return false;
        }

        var text = agent[0].AsSpan();
        return text.StartsWith("curl") || text.StartsWith("Wget") || text.StartsWith("Mozilla/5.0");
    }
}
