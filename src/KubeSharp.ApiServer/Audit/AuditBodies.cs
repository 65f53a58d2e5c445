using System.Buffers;
using System.Text;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Audit;

/// <summary>Bodies as events hold them.</summary>
internal static class AuditBodies
{
    public static ReadOnlyMemory<byte> Encode(ApiKind body, bool omitManagedFields) => body switch
    {
        ApiObjectList list => EncodeList(list, omitManagedFields),
        ApiObject value => JsonCodec.Encode(omitManagedFields ? WithoutManagedFields(value) : value),
        _ => JsonCodec.Encode(body),
    };

    /// <summary>A copy; what is no JSON document is told as a text.</summary>
    public static ReadOnlyMemory<byte> Raw(ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            reader.Skip();
            return json.ToArray();
        }
        catch (JsonException)
        {
            return "\"(not JSON)\""u8.ToArray();
        }
    }

    private static ReadOnlyMemory<byte> EncodeList(ApiObjectList list, bool omitManagedFields)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write(Encoding.UTF8.GetBytes($$"""{"kind":"{{list.ApiType.Kind}}","apiVersion":"{{list.ApiType.ApiVersion}}","metadata":"""));
        JsonCodec.EncodeBare(list.Metadata, json);
        json.Write(",\"items\":["u8);
        for (var i = 0; i < list.Objects.Count; i++)
        {
            if (i > 0)
            {
                json.Write(","u8);
            }

            var value = list.Objects[i];
            JsonCodec.EncodeBare(omitManagedFields ? WithoutManagedFields(value) : value, json);
        }

        json.Write("]}"u8);
        return json.WrittenMemory;
    }

    private static ApiObject WithoutManagedFields(ApiObject value) =>
        value.Metadata.ManagedFields.Count == 0 ? value : value with { Metadata = value.Metadata with { ManagedFields = default } };
}
