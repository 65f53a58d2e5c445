using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Http.Tables;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Verbs;

/// <summary>get and list of resources that are made when asked for. Label and field selectors do not apply to them, upstream neither.</summary>
internal sealed class UnstoredRequests(IReadOnlyDictionary<(string Group, string Resource), IUnstoredResource> resources)
{
    public bool Has(ApiResource resource) => resources.ContainsKey((resource.Group, resource.Name));

    public async ValueTask HandleAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var source = resources[(call.Endpoint.Resource.Group, call.Endpoint.Resource.Name)];
        var isList = call.Info.Verb == "list";
        var format = call.Negotiate(isList ? ViewsOffered.OfList : ViewsOffered.OfObject);
        if (source.Deprecation is { } deprecation)
        {
            call.Context.Warn(deprecation);
        }

        var items = await source.ListAsync(cancellationToken).ConfigureAwait(false);
        if (!isList)
        {
            var item = items.FirstOrDefault(item => item.Metadata.Name == call.Info.Name)
                ?? throw ApiErrors.NotFound(call.Endpoint.Resource.Group, call.Endpoint.Resource.Name, call.Info.Name);
            EntryResponse.WriteObject(call, format, StatusCodes.Status200OK, item);
            return;
        }

        if (format.View == ObjectView.Object)
        {
            ObjectResponse.Write(call.Http, format, StatusCodes.Status200OK, source.ListOf(items), call.Context);
            return;
        }

        WriteView(call, format, items);
    }

    private static void WriteView(HttpCall call, ResponseFormat format, IReadOnlyList<ApiObject> items)
    {
        if (format.View == ObjectView.PartialObjectMetadataList && format.Wire == WireFormat.Protobuf)
        {
            var list = new PartialObjectMetadataList { Items = [.. items.Select(item => new PartialObjectMetadata { Metadata = item.Metadata })] };
            ObjectResponse.Write(call.Http, format, StatusCodes.Status200OK, list, call.Context);
            return;
        }

        using var buffer = new PooledBuffer();
        var table = format.View == ObjectView.Table
            ? new TableWriter(call.Endpoint.Strategy, TableIncludeParameter.Read(call.Query), call.Context.ReceivedAt, format.IsBeta)
            : null;
        if (table is null)
        {
            JsonItems.For(call, format).WriteHead(buffer, ListMeta.Empty);
        }
        else
        {
            table.WriteHead(buffer, ListMeta.Empty, withColumns: true);
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            if (table is null)
            {
                MetadataView.Write(buffer, items[i].Metadata, format.IsBeta);
            }
            else
            {
                table.WriteRow(buffer, items[i], items[i]);
            }
        }

        buffer.Write("]}"u8);
        ObjectResponse.WriteJsonText(call.Http, format, StatusCodes.Status200OK, buffer.Written, call.Context);
    }
}
