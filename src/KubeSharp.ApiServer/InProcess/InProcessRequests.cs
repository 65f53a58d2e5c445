using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.Client;

namespace KubeSharp.ApiServer.InProcess;

/// <summary>Reads from a component's request what HTTP has in its path and query.</summary>
internal static class InProcessRequests
{
    public static RequestInfo InfoOf(ApiRequest request) => new()
    {
        Path = "",
        Verb = Verb(request.Verb),
        IsResourceRequest = true,
        ApiGroup = request.Resource.Group,
        ApiVersion = request.Resource.Version,
        Resource = request.Resource.Name,
        Namespace = request.Namespace,
        Name = request.Name.Length > 0 ? request.Name : NameSelected(request),
        Subresource = request.Subresource,
    };

    public static bool IsDryRun(ApiRequest request) => DryRun(request.Body as DeleteOptions) || request.Options switch
    {
        CreateOptions options => options.DryRun.Count > 0,
        UpdateOptions options => options.DryRun.Count > 0,
        PatchOptions options => options.DryRun.Count > 0,
        _ => false,
    };

    public static string FieldManager(ApiRequest request) => request.Options switch
    {
        CreateOptions options => options.FieldManager,
        UpdateOptions options => options.FieldManager,
        PatchOptions options => options.FieldManager,
        _ => "",
    };

    /// <summary>A list or watch of one object is authorized as such: it is all that a node may ask for.</summary>
    private static string NameSelected(ApiRequest request) =>
        request.Options is ListOptions { FieldSelector.Length: > 0 } options ? RequestInfoParser.FieldSelectorName(options.FieldSelector) ?? "" : "";

    private static bool DryRun(DeleteOptions? options) => options is { DryRun.Count: > 0 };

    private static string Verb(ApiVerb verb) => verb switch
    {
        ApiVerb.Get => "get",
        ApiVerb.List => "list",
        ApiVerb.Watch => "watch",
        ApiVerb.Create => "create",
        ApiVerb.Update => "update",
        ApiVerb.Patch => "patch",
        ApiVerb.Delete => "delete",
        _ => "deletecollection",
    };
}
