using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Http;

/// <summary>The protobuf envelope of an entry in the view and version that is asked for.</summary>
internal static class ProtobufItems
{
    /// <param name="endpoint">What is asked.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="view">The view asked for.</param>
    /// <param name="once">The list is larger than what can be kept encoded.</param>
    /// <exception cref="ApiException">406, the resource has no protobuf form.</exception>
    public static ReadOnlyMemory<byte> Envelope(ResourceEndpoint endpoint, Entry entry, ObjectView view, bool once)
    {
        if (view == ObjectView.Object && endpoint.Converter is null)
        {
            return (once ? entry.ProtobufOnce : entry.Protobuf) ?? throw MediaTypeErrors.NotAcceptable();
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
