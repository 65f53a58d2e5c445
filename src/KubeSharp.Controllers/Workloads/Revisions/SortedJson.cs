using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeSharp.Controllers.Workloads.Revisions;

/// <summary>JSON as Go writes a map: members in the order of their names at every depth, and the characters of HTML escaped.</summary>
internal static class SortedJson
{
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(document.RootElement, text);

        // None of these stand outside of strings.
        text.Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var separator = "{";
                foreach (var member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(separator).Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(member.Name)).Append("\":");
                    Write(member.Value, text);
                    separator = ",";
                }

                text.Append(separator == "{" ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                separator = "[";
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(separator);
                    Write(item, text);
                    separator = ",";
                }

                text.Append(separator == "[" ? "[]" : "]");
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
