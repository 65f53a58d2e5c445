using System.Buffers;

namespace KubeSharp.Api.Json;

/// <summary>
/// Writes raw JSON as Go's encoder does: without white space, with the characters escaped that HTML minds. Most raw JSON has
/// neither and is copied.
/// </summary>
internal static class RawJsonWriter
{
    private static readonly SearchValues<byte> Touched = SearchValues.Create([(byte)' ', (byte)'\t', (byte)'\n', (byte)'\r', (byte)'<', (byte)'>', (byte)'&', 0xE2]);

    public static void Write(ref JsonOutput output, ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("k8s\0"u8))
        {
            // An object that came inside a protobuf message.
            var inner = ProtobufCodec.DecodeAny(json);
            inner.WriteJsonWithType(ref output);
            return;
        }

        if (!json.ContainsAny(Touched))
        {
            output.Literal(json);
            return;
        }

        Compact(ref output, json);
    }

    private static void Compact(ref JsonOutput output, ReadOnlySpan<byte> json)
    {
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            switch (b)
            {
                case (byte)'"':
                    inString = !inString;
                    output.Byte(b);
                    break;
                case (byte)'\\' when i + 1 < json.Length:
                    output.Literal(json.Slice(i++, 2));
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' when !inString:
                    break;
                case (byte)'<':
                    output.Literal("\\u003c"u8);
                    break;
                case (byte)'>':
                    output.Literal("\\u003e"u8);
                    break;
                case (byte)'&':
                    output.Literal("\\u0026"u8);
                    break;
                case 0xE2 when i + 2 < json.Length && json[i + 1] == 0x80 && (json[i + 2] is 0xA8 or 0xA9):
                    output.Literal(json[i + 2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8);
                    i += 2;
                    break;
                default:
                    output.Byte(b);
                    break;
            }
        }
    }
}
