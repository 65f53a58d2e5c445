using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client;

/// <summary>
/// One request to the API server, independent of the transport. Typed bodies are immutable and may be handed on as they are; a transport
/// that crosses a process boundary encodes them.
/// </summary>
public sealed record ApiRequest
{
    public required ApiVerb Verb { get; init; }

    /// <summary>The resource; its <see cref="ApiResource.Type"/> is null for custom resources.</summary>
    public required ApiResource Resource { get; init; }

    /// <summary>Empty for cluster-scoped resources and for requests over all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty for list, watch, create and deletecollection.</summary>
    public string Name { get; init; } = "";

    /// <summary>As in the path: <c>status</c>, <c>scale</c>, <c>token</c>, <c>log</c>, <c>proxy/healthz</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>
    /// The object of create and update, the configuration of a server-side apply (<see cref="ContentType"/> says so), or the
    /// <see cref="DeleteOptions"/> of delete and deletecollection; else null.
    /// </summary>
    public ApiKind? Body { get; init; }

    /// <summary>The body where there is no typed one: a patch or a custom resource.</summary>
    public ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>Media type of <see cref="RawBody"/>; one of <see cref="PatchType"/> for patches.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>
    /// The query: <see cref="GetOptions"/>, <see cref="ListOptions"/> (list, watch, deletecollection), <see cref="CreateOptions"/>,
    /// <see cref="UpdateOptions"/>, <see cref="PatchOptions"/>, or what the subresource takes (<c>PodLogOptions</c>). Null for the defaults.
    /// </summary>
    public ApiKind? Options { get; init; }

    /// <summary>
    /// The caller looks at nothing but metadata. The transport may answer with whole objects or with <see cref="PartialObjectMetadata"/>,
    /// whichever is cheaper; for custom resources it is always the latter.
    /// </summary>
    public bool MetadataOnly { get; init; }
}
