using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>
/// The way to an API server: over HTTP, or in the same process. Implementations are safe for concurrent use.
/// </summary>
/// <remarks>
/// Failures that the server reports are <see cref="ApiException"/> with its status. Failures to reach it are
/// <see cref="HttpRequestException"/> or <see cref="IOException"/> and may be retried.
/// </remarks>
public interface IApiTransport
{
    /// <summary>Sends any request but a watch and waits for the whole answer.</summary>
    ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a watch (<see cref="ApiVerb.Watch"/>) and delivers events in order until the server ends it, which is normal after its timeout.
    /// Throws <see cref="ApiException"/> if the watch is refused or the server reports an error in it (410: the version is gone, list anew).
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a request whose answer is no API object and may be long (logs). The stream yields it as it arrives; the caller disposes it.
    /// </summary>
    ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken);
}
