using System.Text.Json;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>A kind as <c>x-kubernetes-group-version-kind</c> names it.</summary>
internal readonly record struct ApiTypeName(string Group, string Version, string Kind)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("group"u8, Group);
        json.WriteString("kind"u8, Kind);
        json.WriteString("version"u8, Version);
        json.WriteEndObject();
    }
}
