using System.Buffers;
using KubeSharp.Serving;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/configz: the configuration in force.</summary>
internal static class ConfigzEndpoint
{
    public static WriterEndpoint For(ReadOnlyMemory<byte> configuration) => new((page, output, _) =>
    {
        if (page.Length > 0)
        {
            return ValueTask.FromResult<string?>(null);
        }

        output.Write("{\"kubeletconfig\":"u8);
        output.Write(configuration.IsEmpty ? "{}"u8 : configuration.Span);
        output.Write("}"u8);
        return ValueTask.FromResult<string?>(PlainResponse.Json);
    });
}
