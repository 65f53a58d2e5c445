using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Libraries;

/// <summary>The object of which a JSON patch is made: <c>JSONPatch{op: "add", path: "/a", value: 1}</c>.</summary>
public sealed class JsonPatchTypes : ITypeProvider
{
    public static JsonPatchTypes Instance { get; } = new();

    public static ObjectType JsonPatch { get; } = new(
        "JSONPatch", [new("op", CelType.String), new("path", CelType.String), new("from", CelType.String), new("value", CelType.Dyn)]);

    public CelType? Find(string name) => name == JsonPatch.Name ? JsonPatch : null;
}
