using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// A long response: what is written is sent whenever enough has come together, so that memory stays bounded by the client's pace.
/// Compressed when the client wants it and it pays.
/// </summary>
internal sealed class ResponseBody : IBufferWriter<byte>, IAsyncDisposable
{
    private const int FlushThreshold = 128 * 1024;
    private const int CompressionThreshold = 128 * 1024;

    private readonly PipeWriter _writer;
    private readonly RequestContext _context;
    private readonly bool _owned;
    private int _unflushed;

    private ResponseBody(PipeWriter writer, RequestContext context, bool owned) => (_writer, _context, _owned) = (writer, context, owned);

    /// <param name="call">The request; told how much is written.</param>
    /// <param name="size">About how many bytes will be written.</param>
    public static ResponseBody Open(HttpCall call, long size)
    {
        var http = call.Http;
        if (size < CompressionThreshold || !WantsGzip(http))
        {
            return new ResponseBody(http.Response.BodyWriter, call.Context, owned: false);
        }

        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.Headers.Append("Vary", "Accept-Encoding");
        return new ResponseBody(PipeWriter.Create(new GZipStream(http.Response.Body, CompressionLevel.Fastest)), call.Context, owned: true);
    }

    public bool ShouldFlush => _unflushed >= FlushThreshold;

    public void Advance(int count)
    {
        _unflushed += count;
        _writer.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _context.StreamedBytes += _unflushed;
        _unflushed = 0;
        await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_owned)
        {
            await _writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>On one machine compression costs far more than the bytes it saves.</summary>
    private static bool WantsGzip(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && !IPAddress.IsLoopback(address)
        && !address.Equals(http.Connection.LocalIpAddress)
        && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
