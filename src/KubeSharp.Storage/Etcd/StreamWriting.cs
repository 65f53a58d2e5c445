using Grpc.Core;

namespace KubeSharp.Storage.Etcd;

internal static class StreamWriting
{
    /// <summary>Writes to a call that may have failed already, which the library reports as misuse.</summary>
    /// <exception cref="RpcException">The call has failed.</exception>
    public static async Task SendAsync<T>(this IClientStreamWriter<T> stream, T message, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, error.Message, error));
        }
    }
}
