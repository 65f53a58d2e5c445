using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>A patch as it came.</summary>
/// <param name="Body">JSON; for an apply as YAML already turned to JSON. Must stay valid while the request runs.</param>
internal sealed record PatchRequest(PatchKind Kind, ReadOnlyMemory<byte> Body, PatchOptions Options);
