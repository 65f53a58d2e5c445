using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http;

/// <summary>Which paths a resource has: with or without a namespace.</summary>
internal static class ScopeRules
{
    /// <summary>A cluster-scoped resource is not found below a namespace; namespaces themselves are parsed as their own.</summary>
    public static bool Allows(ApiResource resource, RequestInfo info) =>
        resource.Namespaced
            ? info.Namespace.Length > 0 || info.Name.Length == 0 || info.Verb is "list" or "watch"
            : info.Namespace.Length == 0 || (info.Resource == "namespaces" && info.ApiGroup.Length == 0);

    /// <summary>Over all namespaces there is only list and watch, a collection cannot be updated, and a name is not given to a create.</summary>
    public static bool NeedsMore(ApiResource resource, RequestInfo info) =>
        (resource.Namespaced && info.Namespace.Length == 0 && info.Verb is not ("list" or "watch"))
        || (info.Name.Length > 0 && info.Verb == "create")
        || (info.Name.Length == 0 && info.Verb is ("get" or "update" or "patch" or "delete"));
}
