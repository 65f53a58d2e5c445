using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Type and format of scalars.</summary>
internal static class PlainTypes
{
    public static void Write(Utf8JsonWriter json, TypeShape shape)
    {
        switch (shape)
        {
            case TypeShape.Bool:
                json.WriteString("type"u8, "boolean"u8);
                break;
            case TypeShape.Int32:
                Write(json, "integer"u8, "int32"u8);
                break;
            case TypeShape.Int64:
                Write(json, "integer"u8, "int64"u8);
                break;
            case TypeShape.Double:
                Write(json, "number"u8, "double"u8);
                break;
            case TypeShape.Bytes:
                Write(json, "string"u8, "byte"u8);
                break;
            default:
                json.WriteString("type"u8, "string"u8);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> type, ReadOnlySpan<byte> format)
    {
        json.WriteString("type"u8, type);
        json.WriteString("format"u8, format);
    }
}
