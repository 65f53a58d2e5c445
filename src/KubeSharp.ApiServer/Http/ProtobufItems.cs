using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Http;

/// <summary>The protobuf envelope of an entry in the view and version that is asked for.</summary>
internal static class ProtobufItems
{
    /// <exception cref="ApiException">406, the resource has no protobuf form.</exception>
    public static ReadOnlyMemory<byte> Envelope(ResourceEndpoint endpoint, Entry entry, ObjectView view)
    {
        if (view == ObjectView.Object && endpoint.Converter is null)
        {
            return entry.Protobuf ?? throw MediaTypeErrors.NotAcceptable();
        }

        var served = endpoint.ToServed(entry.Object);
        return Encode(view == ObjectView.Object ? served : new PartialObjectMetadata { Metadata = served.Metadata });
    }

    public static byte[] Encode(ApiKind value)
    {
        using var buffer = new PooledBuffer();
        ProtobufCodec.Encode(value, buffer);
        return buffer.Written.ToArray();
    }
}
