namespace KubeSharp.Api;

/// <summary>A resource of the API as discovery describes it.</summary>
public sealed record ApiResource
{
    public required string Group { get; init; }
    public required string Version { get; init; }

    /// <summary>The plural name, as in paths.</summary>
    public required string Name { get; init; }
    public string Singular { get; init; } = "";
    public required string Kind { get; init; }
    public required bool Namespaced { get; init; }
    public ApiList<string> ShortNames { get; init; }
    public ApiList<string> Categories { get; init; }
    public ApiList<string> Verbs { get; init; }
    public ApiList<ApiSubresource> Subresources { get; init; }

    /// <summary>The record type; null for a resource that is not built in.</summary>
    public ApiType? Type { get; init; }

    /// <summary>Its group version is served unless switched off: only stable ones are.</summary>
    public bool EnabledByDefault { get; init; }

    /// <summary>Order of the group in discovery, highest first.</summary>
    public int GroupPriority { get; init; }

    /// <summary>The extension server that serves it; null if kube-apiserver does.</summary>
    public string? ServedBy { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    /// <summary>The resource with its group, as messages name it: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Name : Name + "." + Group;
}
