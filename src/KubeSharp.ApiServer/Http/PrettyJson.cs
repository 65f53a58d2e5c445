using System.Buffers;

namespace KubeSharp.ApiServer.Http;

/// <summary>Lays out valid compact JSON with an indent of two spaces, as upstream does for <c>?pretty</c> and for curl.</summary>
internal static class PrettyJson
{
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var depth = 0;
        var position = 0;
        while (position < json.Length)
        {
            var current = json[position];
            switch (current)
            {
                case (byte)'"':
                    var end = EndOfString(json, position);
                    output.Write(json[position..end]);
                    position = end;
                    continue;
                case (byte)'{' or (byte)'[':
                    if (position + 1 < json.Length && json[position + 1] is (byte)'}' or (byte)']')
                    {
                        output.Write(json.Slice(position, 2));
                        position += 2;
                        continue;
                    }

                    output.Write([current]);
                    NewLine(output, ++depth);
                    break;
                case (byte)'}' or (byte)']':
                    NewLine(output, --depth);
                    output.Write([current]);
                    break;
                case (byte)',':
                    output.Write([current]);
                    NewLine(output, depth);
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    break;
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    break;
                default:
                    output.Write([current]);
                    break;
            }

            position++;
        }
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        var position = start + 1;
        while (true)
        {
            position += json[position..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[position] == (byte)'"')
            {
                return position + 1;
            }

            position += 2;
        }
    }

    private static void NewLine(IBufferWriter<byte> output, int depth)
    {
        var span = output.GetSpan(1 + (2 * depth));
        span[0] = (byte)'\n';
        span.Slice(1, 2 * depth).Fill((byte)' ');
        output.Advance(1 + (2 * depth));
    }
}
