using System.Text.Json;

namespace KubeSharp.Api.Generator.Schema;

/// <summary>A group version of the table of resources.</summary>
internal sealed record ResourceGroup(
    string Group, string Version, string FileId, bool EnabledByDefault, int Priority, string? ServedBy, IReadOnlyList<JsonElement> Resources);
