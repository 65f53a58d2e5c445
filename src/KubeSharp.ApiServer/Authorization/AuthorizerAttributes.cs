using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization;

/// <summary>What an authorizer decides on. A non-resource request has <see cref="IsResourceRequest"/> false and only a path and a verb.</summary>
public readonly record struct AuthorizerAttributes
{
    public required UserInfo User { get; init; }

    /// <summary>get, list, watch, create, update, patch, delete, deletecollection, impersonate, bind, escalate …; in lower case.</summary>
    public required string Verb { get; init; }

    public bool IsResourceRequest { get; init; }

    public string Namespace { get; init; }

    public string ApiGroup { get; init; }

    public string ApiVersion { get; init; }

    public string Resource { get; init; }

    public string Subresource { get; init; }

    public string Name { get; init; }

    public string Path { get; init; }

    /// <summary>The raw field selector of a list, watch or deletecollection; "" if none. The Node authorizer needs it.</summary>
    public string FieldSelector { get; init; }

    /// <summary>The raw label selector of such a request; "" if none.</summary>
    public string LabelSelector { get; init; }
}
