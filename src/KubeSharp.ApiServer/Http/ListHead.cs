using System.Buffers;
using System.Buffers.Text;
using System.Text;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Http;

/// <summary>The metadata of a list in JSON.</summary>
internal static class ListHead
{
    /// <summary>Resource versions and continue tokens have no character that JSON escapes.</summary>
    public static void WriteMetadata(IBufferWriter<byte> output, ListMeta metadata)
    {
        output.Write("{\"resourceVersion\":\""u8);
        Encoding.ASCII.GetBytes(metadata.ResourceVersion, output);
        output.Write("\""u8);
        if (metadata.Continue.Length > 0)
        {
            output.Write(",\"continue\":\""u8);
            Encoding.ASCII.GetBytes(metadata.Continue, output);
            output.Write("\""u8);
        }

        if (metadata.RemainingItemCount is { } remaining)
        {
            output.Write(",\"remainingItemCount\":"u8);
            var span = output.GetSpan(20);
            Utf8Formatter.TryFormat(remaining, span, out var written);
            output.Advance(written);
        }

        output.Write("}"u8);
    }
}
