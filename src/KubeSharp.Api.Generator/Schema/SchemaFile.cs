namespace KubeSharp.Api.Generator.Schema;

/// <summary>One package of the API: usually a group version.</summary>
internal sealed class SchemaFile
{
    public required string Id { get; init; }
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string ModelPackage { get; init; }

    /// <summary>Its types are written by hand in KubeSharp.Api.</summary>
    public required bool IsPrimitive { get; init; }
    public required string Namespace { get; init; }
    public required IReadOnlyList<StructDef> Structs { get; init; }
    public required IReadOnlyList<EnumDef> Enums { get; init; }
    public required IReadOnlyList<ConstDef> Consts { get; init; }
}
