using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Http.Tables;

/// <summary>PartialObjectMetadata in JSON, in either of its versions, which differ in name only.</summary>
internal static class MetadataView
{
    public static ReadOnlySpan<byte> ApiVersion(bool isBeta) => isBeta ? "meta.k8s.io/v1beta1"u8 : "meta.k8s.io/v1"u8;

    public static void Write(IBufferWriter<byte> output, ObjectMeta metadata, bool isBeta)
    {
        var value = new PartialObjectMetadata { Metadata = metadata };
        if (!isBeta)
        {
            JsonCodec.Encode(value, output);
            return;
        }

        using var bare = new PooledBuffer();
        JsonCodec.EncodeBare(value, bare);
        output.Write("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1beta1\","u8);
        output.Write(bare.Written.Span[1..]);
    }
}
