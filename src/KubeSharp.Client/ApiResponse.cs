using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>The answer to a successful request. Failures are <see cref="ApiException"/>.</summary>
/// <param name="StatusCode">The HTTP status, 200 to 299.</param>
/// <param name="Object">
/// The typed answer (an object, a list, or a <c>Status</c>), shared and immutable. Null if it is of no built-in type.
/// </param>
/// <param name="Body">The answer as it came, where <paramref name="Object"/> is null.</param>
public sealed record ApiResponse(int StatusCode, ApiKind? Object, ReadOnlyMemory<byte> Body = default);
