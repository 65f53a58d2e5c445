using System.Buffers;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Http.Tables;

namespace KubeSharp.ApiServer.Http.Watches;

/// <summary>Writes watch events in the encoding and view that the client asked for. One for each watch.</summary>
internal sealed class WatchEncoder(HttpCall call, ResponseFormat format)
{
    private readonly ResourceEndpoint _endpoint = call.Endpoint;
    private readonly TableWriter? _table = format.View == ObjectView.Table
        ? new TableWriter(call.Endpoint.Strategy, TableIncludeParameter.Read(call.Query), call.Context.ReceivedAt, format.IsBeta)
        : null;

    private bool _columnsSent;
    private ApiObject? _held;

    /// <summary>To be called before <see cref="Write"/>.</summary>
    /// <exception cref="ApiException">500: the object cannot be converted to the version of the watch.</exception>
    public ValueTask PrepareAsync(in WatchItem item, CancellationToken cancellationToken)
    {
        if (!_endpoint.NeedsPreparation || item.Type is WatchEventType.Error or WatchEventType.Bookmark)
        {
            return ValueTask.CompletedTask;
        }

        _held = item.Entry!.Object;
        return _endpoint.PrepareAsync(_held, cancellationToken);
    }

    public void Write(IBufferWriter<byte> output, in WatchItem item)
    {
        if (item.Type == WatchEventType.Error)
        {
            WriteObject(output, "ERROR", item.Error!);
            return;
        }

        var shared = format.View == ObjectView.Object && _endpoint.Converter is null;
        if (shared && format.Wire == WireFormat.Json)
        {
            item.WriteJson(output);
        }
        else if (shared)
        {
            ProtobufFrames.WriteWatchEvent(output, NameOf(item.Type), item.Entry!.Protobuf!.Value.Span);
        }
        else
        {
            WriteView(output, item);
        }
    }

    public void WriteError(IBufferWriter<byte> output, Status status) => WriteObject(output, "ERROR", status);

    private void WriteView(IBufferWriter<byte> output, in WatchItem item)
    {
        var stored = item.Entry!.Object;
        var served = _endpoint.ToServed(stored);
        if (_table is null && format.IsBeta)
        {
            BeginJson(output, NameOf(item.Type));
            MetadataView.Write(output, served.Metadata, isBeta: true);
            output.Write("}\n"u8);
            return;
        }

        if (_table is null)
        {
            WriteObject(
                output, NameOf(item.Type), format.View == ObjectView.Object ? served : new PartialObjectMetadata { Metadata = served.Metadata });
            return;
        }

        BeginJson(output, NameOf(item.Type));
        _table.WriteHead(output, new ListMeta { ResourceVersion = served.Metadata.ResourceVersion }, !_columnsSent);
        _table.WriteRow(output, _endpoint.IsCustom ? served : stored, served);
        TableWriter.WriteTail(output);
        output.Write("}\n"u8);
        _columnsSent = true;
    }

    private void WriteObject(IBufferWriter<byte> output, string type, ApiKind value)
    {
        if (format.Wire == WireFormat.Protobuf)
        {
            ProtobufFrames.WriteWatchEvent(output, type, ProtobufItems.Encode(value));
            return;
        }

        BeginJson(output, type);
        JsonCodec.Encode(value, output);
        output.Write("}\n"u8);
    }

    private static void BeginJson(IBufferWriter<byte> output, string type)
    {
        output.Write("{\"type\":\""u8);
        Encoding.ASCII.GetBytes(type, output);
        output.Write("\",\"object\":"u8);
    }

    private static string NameOf(WatchEventType type) => type switch
    {
        WatchEventType.Added => "ADDED",
        WatchEventType.Modified => "MODIFIED",
        WatchEventType.Deleted => "DELETED",
        _ => "BOOKMARK",
    };
}
