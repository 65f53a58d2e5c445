using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A body of which the first part is sent at once and the rest when a test says so: its request is in flight until then.</summary>
internal sealed class PendingContent : HttpContent
{
    private readonly Pipe _pipe = new();

    public PendingContent(string begin)
    {
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Encoding.UTF8.GetBytes(begin, _pipe.Writer);
    }

    /// <summary>Sends the rest.</summary>
    public async Task EndAsync(string rest)
    {
        Encoding.UTF8.GetBytes(rest, _pipe.Writer);
        await _pipe.Writer.CompleteAsync();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await _pipe.Writer.FlushAsync();
        while (true)
        {
            var read = await _pipe.Reader.ReadAsync();
            foreach (var part in read.Buffer)
            {
                await stream.WriteAsync(part);
            }

            await stream.FlushAsync();
            _pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
