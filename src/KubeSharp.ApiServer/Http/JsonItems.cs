using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Http.Tables;

namespace KubeSharp.ApiServer.Http;

/// <summary>The head and the items of a list in JSON, in one of its views.</summary>
internal abstract class JsonItems
{
    /// <param name="call">The request.</param>
    /// <param name="format">What is asked for.</param>
    /// <param name="once">The list is larger than what can be kept encoded.</param>
    public static JsonItems For(HttpCall call, ResponseFormat format, bool once = false) => format.View switch
    {
        ObjectView.Table => new TableRows(
            call.Endpoint, new TableWriter(call.Endpoint.Strategy, TableIncludeParameter.Read(call.Query), call.Context.ReceivedAt, format.IsBeta)),
        ObjectView.PartialObjectMetadata or ObjectView.PartialObjectMetadataList => new MetadataItems(call.Endpoint, format.IsBeta),
        _ => new ObjectItems(call.Endpoint, once),
    };

    public abstract void WriteHead(IBufferWriter<byte> output, ListMeta metadata);

    public abstract void WriteItem(IBufferWriter<byte> output, Entry entry);

    private sealed class ObjectItems(ResourceEndpoint endpoint, bool once) : JsonItems
    {
        public override void WriteHead(IBufferWriter<byte> output, ListMeta metadata)
        {
            output.Write(endpoint.JsonListHead);
            ListHead.WriteMetadata(output, metadata);
            output.Write(",\"items\":["u8);
        }

        public override void WriteItem(IBufferWriter<byte> output, Entry entry)
        {
            if (endpoint.IsCustom)
            {
                // Items of custom resources name their kind, as upstream's do.
                JsonCodec.Encode(endpoint.ToServed(entry.Object), output);
            }
            else if (endpoint.Converter is not null)
            {
                JsonCodec.EncodeBare(endpoint.ToServed(entry.Object), output);
            }
            else if (once)
            {
                entry.WriteJsonItemOnce(output);
            }
            else
            {
                output.Write(entry.JsonItem.Span);
            }
        }
    }

    private sealed class MetadataItems(ResourceEndpoint endpoint, bool isBeta) : JsonItems
    {
        public override void WriteHead(IBufferWriter<byte> output, ListMeta metadata)
        {
            output.Write("{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\""u8);
            output.Write(MetadataView.ApiVersion(isBeta));
            output.Write("\",\"metadata\":"u8);
            ListHead.WriteMetadata(output, metadata);
            output.Write(",\"items\":["u8);
        }

        public override void WriteItem(IBufferWriter<byte> output, Entry entry) =>
            MetadataView.Write(output, endpoint.ToServed(entry.Object).Metadata, isBeta);
    }

    private sealed class TableRows(ResourceEndpoint endpoint, TableWriter table) : JsonItems
    {
        public override void WriteHead(IBufferWriter<byte> output, ListMeta metadata) => table.WriteHead(output, metadata, withColumns: true);

        public override void WriteItem(IBufferWriter<byte> output, Entry entry)
        {
            var stored = entry.Object;
            var served = endpoint.ToServed(stored);
            table.WriteRow(output, endpoint.IsCustom ? served : stored, served);
        }
    }
}
