using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Http.Measurement;

/// <summary>
/// What a request is counted under. Only what the server knows becomes a label: names of resources and paths are the sender's choice.
/// </summary>
/// <param name="Group">"" also where the request is for no known resource.</param>
/// <param name="Version">v1.</param>
/// <param name="Resource">Plural, as in paths.</param>
/// <param name="Subresource">That of a resource; of a request for a path that is measured by itself, such as /healthz, that path.</param>
/// <param name="Verb">GET, LIST, WATCH, POST, PUT, PATCH, APPLY or DELETE: the method, where upstream does not know better.</param>
/// <param name="Scope">resource, namespace or cluster; "" for a path.</param>
internal readonly record struct RequestLabels(string Group, string Version, string Resource, string Subresource, string Verb, string Scope)
{
    /// <summary>Whether requests of this kind are counted: of paths, upstream counts a few alone.</summary>
    public bool IsMeasured => Resource.Length > 0 || Subresource.Length > 0;

    /// <summary>apiserver; "" for paths.</summary>
    public string Component => Resource.Length > 0 ? "apiserver" : "";

    public static RequestLabels Of(RequestInfo info, ResourceEndpoint? endpoint, bool isApply)
    {
        if (endpoint is null)
        {
            return new RequestLabels("", "", "", info.IsResourceRequest ? "" : MeasuredPath(info.Path), PathVerb(info), "");
        }

        var subresource = info.Subresource.Length == 0 || endpoint.HasSubresource(info.Subresource) ? info.Subresource : "";
        return new RequestLabels(info.ApiGroup, info.ApiVersion, info.Resource, subresource, ResourceVerb(info, isApply), ScopeOf(info));
    }

    private static string MeasuredPath(string path) => path switch
    {
        "/healthz" or "/livez" or "/readyz" => path,
        _ when path.StartsWith("/healthz/", StringComparison.Ordinal) => "/healthz",
        _ when path.StartsWith("/livez/", StringComparison.Ordinal) => "/livez",
        _ when path.StartsWith("/readyz/", StringComparison.Ordinal) => "/readyz",
        _ => "",
    };

    /// <summary>Of something that is no known resource.</summary>
    private static string PathVerb(RequestInfo info) => info.Verb switch
    {
        "get" => "GET",
        "list" => "LIST",
        "watch" => "WATCH",
        "post" or "create" => "POST",
        "put" or "update" => "PUT",
        "patch" => "PATCH",
        "delete" or "deletecollection" => "DELETE",
        "head" => "HEAD",
        _ => "OTHER",
    };

    private static string ResourceVerb(RequestInfo info, bool isApply) => isApply && info.Verb == "patch" ? "APPLY" : PathVerb(info);

    private static string ScopeOf(RequestInfo info) =>
        info.Name.Length > 0 || info.Verb == "create" ? "resource"
        : info.Namespace.Length > 0 ? "namespace"
        : "cluster";
}
