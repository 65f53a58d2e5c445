using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Http.Tables;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Answers that are one stored object. In the stored version they are the cache's bytes.</summary>
internal static class EntryResponse
{
    public static ValueTask WriteAsync(HttpCall call, ResponseFormat format, int statusCode, Entry entry, CancellationToken cancellationToken)
    {
        if (call.Endpoint.NeedsPreparation)
        {
            return WriteObjectAsync(call, format, statusCode, entry.Object, cancellationToken);
        }

        Write(call, format, statusCode, entry);
        return ValueTask.CompletedTask;
    }

    /// <summary>Answers with an object in the stored version that has no bytes yet, such as that of a dry run.</summary>
    public static async ValueTask WriteObjectAsync(
        HttpCall call, ResponseFormat format, int statusCode, ApiObject stored, CancellationToken cancellationToken)
    {
        await call.Endpoint.PrepareAsync(stored, cancellationToken).ConfigureAwait(false);
        WriteObject(call, format, statusCode, stored);
    }

    private static void Write(HttpCall call, ResponseFormat format, int statusCode, Entry entry)
    {
        if (call.Context.Audit is { HasResponses: true } audit)
        {
            audit.Responded(call.Endpoint.ToServed(entry.Object));
        }

        if (format.View != ObjectView.Object || call.Endpoint.Converter is not null)
        {
            WriteObject(call, format, statusCode, entry.Object);
            return;
        }

        if (format.Wire == WireFormat.Protobuf)
        {
            var protobuf = entry.Protobuf ?? throw MediaTypeErrors.NotAcceptable();
            ObjectResponse.WriteBytes(call.Http, MediaTypes.Protobuf, statusCode, protobuf.Span, call.Context);
            return;
        }

        if (format.Wire == WireFormat.Yaml || format.Pretty)
        {
            ObjectResponse.WriteJsonText(call.Http, format, statusCode, entry.Json, call.Context);
            return;
        }

        var http = call.Http;
        var head = call.Endpoint.JsonHead;
        var item = entry.JsonItem;
        ObjectResponse.Begin(http, MediaTypes.Json, statusCode, call.Context);
        http.Response.ContentLength = head.Length + item.Length;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        var writer = http.Response.BodyWriter;
        writer.Write(head);
        writer.Write(item.Span[1..]);
        writer.Write("\n"u8);
    }

    /// <summary>The same for an object that needs no preparation.</summary>
    public static void WriteObject(HttpCall call, ResponseFormat format, int statusCode, ApiObject stored)
    {
        var served = call.Endpoint.ToServed(stored);
        call.Context.Audit?.Responded(served);
        if (format.View == ObjectView.Table)
        {
            using var buffer = new PooledBuffer();
            var table = new TableWriter(call.Endpoint.Strategy, TableIncludeParameter.Read(call.Query), call.Context.ReceivedAt, format.IsBeta);
            table.WriteHead(buffer, new ListMeta { ResourceVersion = served.Metadata.ResourceVersion }, withColumns: true);
            table.WriteRow(buffer, call.Endpoint.IsCustom ? served : stored, served);
            TableWriter.WriteTail(buffer);
            ObjectResponse.WriteJsonText(call.Http, format, statusCode, buffer.Written, call.Context);
            return;
        }

        if (format.IsBeta)
        {
            using var buffer = new PooledBuffer();
            MetadataView.Write(buffer, served.Metadata, isBeta: true);
            ObjectResponse.WriteJsonText(call.Http, format, statusCode, buffer.Written, call.Context);
            return;
        }

        ApiKind value = format.View == ObjectView.Object ? served : new PartialObjectMetadata { Metadata = served.Metadata };
        ObjectResponse.Write(call.Http, format, statusCode, value, call.Context);
    }
}
