using System.Text.Json;

namespace KubeSharp.Api.Generator.Schema;

/// <summary>Short forms for reading optional properties.</summary>
internal static class JsonElements
{
    public static string Text(this JsonElement e, string name) => e.TextOrNull(name) ?? "";

    public static string? TextOrNull(this JsonElement e, string name) =>
        e.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;

    public static bool Flag(this JsonElement e, string name) => e.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.True;

    public static IReadOnlyList<string> Texts(this JsonElement e, string name) =>
        e.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.Array ? [.. v.EnumerateArray().Select(x => x.GetString()!)] : [];
}
