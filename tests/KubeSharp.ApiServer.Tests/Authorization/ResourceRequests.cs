using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Tests.Authorization;

/// <summary>Questions about objects in few words.</summary>
internal static class ResourceRequests
{
    public static AuthorizerAttributes Of(
        UserInfo user, string verb, string group, string resource, string ns, string name = "", string subresource = "", string fieldSelector = "")
    {
        return new AuthorizerAttributes
        {
            User = user,
            Verb = verb,
            IsResourceRequest = true,
            ApiGroup = group,
            Resource = resource,
            Subresource = subresource,
            Namespace = ns,
            Name = name,
            FieldSelector = fieldSelector,
        };
    }
}
