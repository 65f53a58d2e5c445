using System.Threading.Channels;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// The one writer of a connection. Frames go out in the order they were queued. Control frames are queued without waiting, so that the
/// read loop never waits for the peer to read; senders of data wait until their frame is written, which bounds the queue.
/// </summary>
internal sealed class SpdyFrameWriter(Stream transport)
{
    private readonly Channel<SpdyOutgoingFrame> _queue = Channel.CreateUnbounded<SpdyOutgoingFrame>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Queues a control frame; dropped if the connection has ended.</summary>
    public void Post(byte[] frame) => _queue.Writer.TryWrite(new SpdyOutgoingFrame(frame, default, null));

    /// <exception cref="IOException">The connection has ended.</exception>
    public async ValueTask SendAsync(byte[] head, ReadOnlyMemory<byte> data)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite(new SpdyOutgoingFrame(head, data, written)))
        {
            throw Closed();
        }

        await written.Task;
    }

    /// <summary>No more frames are taken; those queued are still written.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/>, an I/O error or cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                while (_queue.Reader.TryRead(out var frame))
                {
                    await WriteAsync(frame, cancellationToken);
                }

                await transport.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            Complete();
            while (_queue.Reader.TryRead(out var frame))
            {
                frame.Written?.TrySetException(Closed());
            }
        }
    }

    private async Task WriteAsync(SpdyOutgoingFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await transport.WriteAsync(frame.Head, cancellationToken);
            if (frame.Data.Length > 0)
            {
                await transport.WriteAsync(frame.Data, cancellationToken);
            }

            frame.Written?.TrySetResult();
        }
        catch (Exception exception)
        {
            frame.Written?.TrySetException(exception is IOException ? exception : Closed());
            throw;
        }
    }

    private static IOException Closed() => new("the SPDY connection was closed");
}
