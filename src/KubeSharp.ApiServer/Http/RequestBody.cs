using System.Buffers;
using System.IO.Pipelines;
using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>A request body, whole, in a pooled buffer. Dispose it when nothing refers to its bytes any more.</summary>
internal struct RequestBody : IDisposable
{
    /// <summary>Upstream's limit of a request body.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>Bodies up to here are read to their end although they are too large.</summary>
    private const int MaxDrainedBytes = 4 * MaxBytes;

    private byte[]? _buffer;
    private readonly int _length;

    private RequestBody(byte[]? buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public readonly ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="ApiException">413 for a body over the limit, 400 for one that breaks off.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is > MaxBytes)
        {
            if (request.ContentLength <= MaxDrainedBytes)
            {
                // A client that is still sending when its connection closes may not see the answer.
                await request.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }

            throw ApiErrors.RequestEntityTooLarge($"limit is {MaxBytes}");
        }

        var reader = request.BodyReader;
        byte[]? buffer = null;
        var length = 0;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var chunk = result.Buffer;
                if (chunk.Length > MaxBytes - length)
                {
                    throw ApiErrors.RequestEntityTooLarge($"limit is {MaxBytes}");
                }

                if (!chunk.IsEmpty)
                {
                    Reserve(ref buffer, length, (int)chunk.Length, request.ContentLength);
                    chunk.CopyTo(buffer.AsSpan(length));
                    length += (int)chunk.Length;
                }

                reader.AdvanceTo(chunk.End);
                if (result.IsCompleted)
                {
                    var body = new RequestBody(buffer, length);
                    buffer = null;
                    return body;
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            throw ApiErrors.BadRequest(e.Message);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Reserve(ref byte[]? buffer, int length, int more, long? expected)
    {
        if (buffer is null)
        {
            buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(more, Math.Min(expected ?? 0, MaxBytes)));
        }
        else if (buffer.Length - length < more)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + more, 2 * buffer.Length));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
