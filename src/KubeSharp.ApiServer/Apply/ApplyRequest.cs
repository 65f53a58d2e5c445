using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Apply;

/// <summary>One server-side apply.</summary>
internal sealed record ApplyRequest
{
    /// <summary>Gives the subresource, the time and the field manager (never empty).</summary>
    public required RequestContext Context { get; init; }

    /// <summary>The resource in the version of the request.</summary>
    public required ApiResource Resource { get; init; }

    /// <summary>The defaulted object in the version of the request; null creates it.</summary>
    public required ApiObject? Current { get; init; }

    /// <summary>The applied configuration as JSON.</summary>
    public required ReadOnlyMemory<byte> Configuration { get; init; }

    /// <summary>Takes over fields that others own instead of failing with a conflict.</summary>
    public bool Force { get; init; }

    /// <summary>Receives unknown and duplicate fields of the configuration; null ignores them.</summary>
    public DecodeWarnings? DecodeWarnings { get; init; }
}
