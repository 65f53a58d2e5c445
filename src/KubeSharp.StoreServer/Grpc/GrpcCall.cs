using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.StoreServer.Grpc;

/// <summary>The messages of one call: each has a byte that says whether it is compressed, its length in four bytes, and its content.</summary>
internal sealed class GrpcCall(HttpContext http) : IDisposable
{
    private const int Prefix = 5;

    /// <summary>etcd's --max-request-bytes and what a transaction has around it.</summary>
    private const int MostBytes = (3 << 19) + (1 << 19);

    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>The next message; null when the client has no more.</summary>
    public async ValueTask<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        PipeReader reader = http.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (TryTake(ref buffer, out ReadOnlySequence<byte> content))
            {
                T message = parser.ParseFrom(content);
                reader.AdvanceTo(buffer.Start);
                return message;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new RpcException(new Status(StatusCode.Internal, "the request ends within a message"));
            }
        }
    }

    /// <summary>The one message of a call that has one.</summary>
    public async ValueTask<T> ReadOnlyAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T> =>
        await ReadAsync(parser, cancellationToken).ConfigureAwait(false) ?? throw new RpcException(new Status(StatusCode.Internal, "the request has no message"));

    /// <summary>Sends a message; several may be sent at the same time.</summary>
    public async ValueTask WriteAsync(IMessage message, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PipeWriter writer = http.Response.BodyWriter;
            int size = message.CalculateSize();
            Span<byte> prefix = writer.GetSpan(Prefix);
            prefix[0] = 0;
            BinaryPrimitives.WriteInt32BigEndian(prefix[1..], size);
            writer.Advance(Prefix);
            message.WriteTo(writer);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> content)
    {
        content = default;
        if (buffer.Length < Prefix)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[Prefix];
        buffer.Slice(0, Prefix).CopyTo(prefix);
        uint size = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (prefix[0] != 0)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "compressed messages are not supported"));
        }

        if (size > MostBytes)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "etcdserver: request is too large"));
        }

        if (buffer.Length < Prefix + size)
        {
            return false;
        }

        content = buffer.Slice(Prefix, size);
        buffer = buffer.Slice(Prefix + size);
        return true;
    }
}
