using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Stands between TLS and the socket on the way out. TLS flushes every record; while this holds them, they go on their way together, with one
/// wake-up and one system call.
/// </summary>
internal sealed class HeldOutput(PipeWriter socket) : PipeWriter
{
    private volatile bool _holds;

    /// <summary>Puts one below TLS, where <see cref="TlsOutput"/> finds it among the features.</summary>
    public static ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        var output = new HeldOutput(transport.Output);
        connection.Features.Set(output);
        connection.Transport = new Duplex(transport.Input, output);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = transport;
        }
    };

    public void Hold() => _holds = true;

    /// <summary>Sends what was held; waits while the client takes no more.</summary>
    public async ValueTask ReleaseAsync()
    {
        _holds = false;
        await socket.FlushAsync().ConfigureAwait(false);
    }

    public override void Advance(int bytes) => socket.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => socket.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => socket.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _holds ? default : socket.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => socket.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => socket.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => socket.CompleteAsync(exception);
}
