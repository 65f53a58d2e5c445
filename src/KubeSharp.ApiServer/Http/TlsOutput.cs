using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Stands between HTTP and TLS on the way out: what the streams of a connection write in quick succession is encrypted and sent together, in
/// records as large as TLS allows. Kestrel alone makes a record of every flush, and one of every 4 KB of a long response.
/// </summary>
internal static class TlsOutput
{
    private const int RecordSize = 16 * 1024;
    private const int SendThreshold = 4 * RecordSize;

    private static readonly PipeOptions Options = new(
        readerScheduler: PipeScheduler.ThreadPool,
        writerScheduler: PipeScheduler.ThreadPool,
        pauseWriterThreshold: 16 * RecordSize,
        resumeWriterThreshold: 8 * RecordSize,
        minimumSegmentSize: RecordSize,
        useSynchronizationContext: false);

    /// <summary>Behind TLS; <see cref="HeldOutput"/> stands before it.</summary>
    public static ConnectionDelegate Before(ConnectionDelegate next) => connection => ServeAsync(connection, next);

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var tls = connection.Features.GetRequiredFeature<ISslStreamFeature>().SslStream;
        var held = connection.Features.GetRequiredFeature<HeldOutput>();
        var transport = connection.Transport;
        var pipe = new Pipe(Options);
        var sending = SendAsync(pipe.Reader, tls, held);
        connection.Transport = new Duplex(transport.Input, pipe.Writer);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
            connection.Transport = transport;
        }
    }

    private static async Task SendAsync(PipeReader reader, SslStream tls, HeldOutput held)
    {
        try
        {
            ReadResult written;
            do
            {
                written = await reader.ReadAsync().ConfigureAwait(false);
                var unsent = 0;
                foreach (var segment in written.Buffer)
                {
                    held.Hold();
                    await tls.WriteAsync(segment).ConfigureAwait(false);
                    unsent += segment.Length;
                    if (unsent >= SendThreshold)
                    {
                        unsent = 0;
                        await held.ReleaseAsync().ConfigureAwait(false);
                    }
                }

                await held.ReleaseAsync().ConfigureAwait(false);
                reader.AdvanceTo(written.Buffer.End);
            }
            while (!written.IsCompleted);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The client has gone; the completion of the reader tells HTTP.
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }
}
