using System.Buffers;
using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Streams a list: a head, the entries' bytes one after another, a tail. No object is built where the cache has the bytes.</summary>
internal static class ListResponse
{
    /// <summary>
    /// Stored bytes above which the items of a list are not kept encoded: they would push out what others ask for, and be gone themselves before
    /// they are asked for again.
    /// </summary>
    private const long LargestKept = 6 << 20;

    public static ValueTask WriteAsync(HttpCall call, ResponseFormat format, ListResult list, CancellationToken cancellationToken) =>
        call.Endpoint.NeedsPreparation
            ? WriteConvertedAsync(call, format, list, cancellationToken)
            : WritePreparedAsync(call, format, list, cancellationToken);

    private static async ValueTask WriteConvertedAsync(HttpCall call, ResponseFormat format, ListResult list, CancellationToken cancellationToken)
    {
        var held = await call.Endpoint.PrepareAsync(list.Entries, cancellationToken).ConfigureAwait(false);
        await WritePreparedAsync(call, format, list, cancellationToken).ConfigureAwait(false);
        GC.KeepAlive(held);
    }

    private static ValueTask WritePreparedAsync(HttpCall call, ResponseFormat format, ListResult list, CancellationToken cancellationToken)
    {
        if (call.Context.Audit is { HasResponses: true } audit)
        {
            var objects = list.Entries.Select(entry => call.Endpoint.ToServed(entry.Object)).ToArray();
            audit.Responded(new SharedObjectList(call.Endpoint.ListType, objects) { Metadata = list.Metadata });
        }

        if (format.Wire == WireFormat.Yaml || format.Pretty)
        {
            WriteLaidOut(call, format, list);
            return ValueTask.CompletedTask;
        }

        return format.Wire == WireFormat.Protobuf
            ? WriteProtobufAsync(call, format, list, cancellationToken)
            : WriteJsonAsync(call, format, list, cancellationToken);
    }

    private static async ValueTask WriteJsonAsync(HttpCall call, ResponseFormat format, ListResult list, CancellationToken cancellationToken)
    {
        ObjectResponse.Begin(call.Http, MediaTypes.Json, StatusCodes.Status200OK, call.Context);
        if (HttpMethods.IsHead(call.Http.Request.Method))
        {
            return;
        }

        var stored = list.StoredBytes;
        await using var body = ResponseBody.Open(call, 2 * stored);
        var items = JsonItems.For(call, format, once: stored > LargestKept);
        items.WriteHead(body, list.Metadata);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            if (i > 0)
            {
                body.Write(","u8);
            }

            items.WriteItem(body, list.Entries[i]);
            if (body.ShouldFlush)
            {
                await body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        body.Write("]}\n"u8);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void WriteLaidOut(HttpCall call, ResponseFormat format, ListResult list)
    {
        using var buffer = new PooledBuffer();
        var items = JsonItems.For(call, format);
        items.WriteHead(buffer, list.Metadata);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            items.WriteItem(buffer, list.Entries[i]);
        }

        buffer.Write("]}"u8);
        ObjectResponse.WriteJsonText(call.Http, format, StatusCodes.Status200OK, buffer.Written, call.Context);
    }

    private static async ValueTask WriteProtobufAsync(HttpCall call, ResponseFormat format, ListResult list, CancellationToken cancellationToken)
    {
        // The size comes first on the wire. A large list is encoded twice rather than held in memory.
        var once = list.StoredBytes > LargestKept;
        var kept = new ReadOnlyMemory<byte>[once ? 0 : list.Entries.Count];
        long size = ProtobufFrames.SizeOfListMetaField(list.Metadata);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            var envelope = ProtobufItems.Envelope(call.Endpoint, list.Entries[i], format.View, once);
            size += ProtobufFrames.SizeOfField(ProtobufFrames.Message(envelope.Span).Length);
            if (!once)
            {
                kept[i] = envelope;
            }
        }

        ObjectResponse.Begin(call.Http, MediaTypes.Protobuf, StatusCodes.Status200OK, call.Context);
        if (HttpMethods.IsHead(call.Http.Request.Method))
        {
            return;
        }

        await using var body = ResponseBody.Open(call, size);
        var (apiVersion, kind) = format.View == ObjectView.Object
            ? (call.Endpoint.Resource.ApiVersion, call.Endpoint.ListKind)
            : ("meta.k8s.io/v1", "PartialObjectMetadataList");
        ProtobufFrames.WriteEnvelopeHead(body, apiVersion, kind, checked((int)size));
        ProtobufFrames.WriteListMeta(body, list.Metadata);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            WriteItem(body, (once ? ProtobufItems.Envelope(call.Endpoint, list.Entries[i], format.View, once) : kept[i]).Span);
            if (body.ShouldFlush)
            {
                await body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        body.Write(ProtobufFrames.EnvelopeTail);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void WriteItem(ResponseBody body, ReadOnlySpan<byte> envelope)
    {
        var message = ProtobufFrames.Message(envelope);
        ProtobufFrames.WriteItemHead(body, message.Length);
        body.Write(message);
    }
}
