using System.Buffers;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>An endpoint whose answer is made at once by a function.</summary>
/// <param name="write">Gets the path behind the endpoint; answers with the media type, or null for "no such page".</param>
internal sealed class WriterEndpoint(Func<string, IBufferWriter<byte>, CancellationToken, ValueTask<string?>> write) : IKubeletEndpoint
{
    public async Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        var contentType = await write(string.Join('/', request.Segments), body, cancellationToken)
            ?? throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        await PlainResponse.BytesAsync(request.Http, StatusCodes.Status200OK, contentType, body.WrittenMemory, cancellationToken);
    }
}
