namespace KubeSharp.ApiServer.Authorization;

/// <summary>The sentence of a 403 answer.</summary>
internal static class ForbiddenMessage
{
    /// <summary><c>User "jane" cannot list resource "pods" in API group "" in the namespace "default"</c>, with the reason behind it.</summary>
    public static string Of(in AuthorizerAttributes attributes, string reason)
    {
        var message = $"User \"{attributes.User.Name}\" cannot {What(attributes)}";
        return reason.Length == 0 ? message : $"{message}: {reason}";
    }

    private static string What(in AuthorizerAttributes attributes)
    {
        if (!attributes.IsResourceRequest)
        {
            return $"{attributes.Verb} path \"{attributes.Path}\"";
        }

        var resource = string.IsNullOrEmpty(attributes.Subresource) ? attributes.Resource : $"{attributes.Resource}/{attributes.Subresource}";
        var scope = string.IsNullOrEmpty(attributes.Namespace) ? "at the cluster scope" : $"in the namespace \"{attributes.Namespace}\"";
        return $"{attributes.Verb} resource \"{resource}\" in API group \"{attributes.ApiGroup}\" {scope}";
    }
}
