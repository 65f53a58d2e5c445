using KubeSharp.Api;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>One update of an existing object: a PUT, a patch or an apply, of the object or of a subresource.</summary>
internal readonly struct UpdateRequest
{
    public required ResourceEndpoint Endpoint { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required IObjectSource Source { get; init; }

    /// <summary>The rules of the subresource; null for the object itself.</summary>
    public SubresourceStrategy? Subresource { get; init; }

    /// <summary>UpdateOptions or PatchOptions, for admission.</summary>
    public ApiKind? Options { get; init; }
}
