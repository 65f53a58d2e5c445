using System.Buffers;
using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Streams a list: a head, the entries' bytes one after another, a tail. No object is built where the cache has the bytes.</summary>
internal static class ListResponse
{
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

        await using var body = ResponseBody.Open(call, list.Entries.Sum(static entry => 2L * entry.Stored.Length));
        var items = JsonItems.For(call, format);
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
        var messages = new ReadOnlyMemory<byte>[list.Entries.Count];
        long size = ProtobufFrames.SizeOfListMetaField(list.Metadata);
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = ProtobufItems.Envelope(call.Endpoint, list.Entries[i], format.View);
            size += ProtobufFrames.SizeOfField(ProtobufFrames.Message(messages[i].Span).Length);
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
        foreach (var envelope in messages)
        {
            WriteItem(body, envelope.Span);
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
