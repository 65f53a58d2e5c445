using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>Exchanges top-level members between objects of one kind whose record type is not known.</summary>
internal static class JsonMembers
{
    /// <summary><paramref name="value"/> with the member as <paramref name="other"/> has it, also if that is not at all.</summary>
    public static ApiObject Take(ApiObject value, ApiKind other, string member)
    {
        using var target = JsonDocument.Parse(JsonCodec.EncodeBare(value));
        using var source = JsonDocument.Parse(JsonCodec.EncodeBare(other));
        using var buffer = new Http.PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in target.RootElement.EnumerateObject())
            {
                if (!property.NameEquals(member))
                {
                    property.WriteTo(writer);
                }
            }

            if (source.RootElement.TryGetProperty(member, out var taken))
            {
                writer.WritePropertyName(member);
                taken.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return (ApiObject)JsonCodec.Decode(value.ApiType, buffer.Written.Span);
    }
}
