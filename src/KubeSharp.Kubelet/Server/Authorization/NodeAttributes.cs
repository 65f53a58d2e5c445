using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Authorization;

/// <summary>What a request to the kubelet is in the API's terms: a verb on a subresource of this node.</summary>
internal readonly record struct NodeAttributes(string Verb, string Subresource)
{
    private const string Proxy = "proxy";

    /// <summary>
    /// The attributes of a request, the finest first. Who may use <c>nodes/proxy</c> may use everything; finer subresources
    /// (KEP-2862) let a monitor read health or pods without being able to run commands.
    /// </summary>
    public static IReadOnlyList<NodeAttributes> Of(HttpRequest request)
    {
        var verb = request.Method switch
        {
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => "delete",
            _ => "get",
        };
        var path = request.Path.Value ?? "/";
        var first = path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        string? own = first switch
        {
            "stats" => "stats",
            "metrics" => "metrics",
            "logs" => "log",
            "checkpoint" => "checkpoint",
            _ => null,
        };
        if (own is not null)
        {
            return [new NodeAttributes(verb, own)];
        }

        string? fine = first switch
        {
            "healthz" => "healthz",
            "configz" => "configz",
            "pods" or "runningpods" => "pods",
            _ => null,
        };
        return fine is null ? [new NodeAttributes(verb, Proxy)] : [new NodeAttributes(verb, fine), new NodeAttributes(verb, Proxy)];
    }
}
