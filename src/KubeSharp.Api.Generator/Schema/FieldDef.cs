namespace KubeSharp.Api.Generator.Schema;

/// <summary>A field of a struct: its names, type and markers.</summary>
internal sealed class FieldDef
{
    public required string Go { get; init; }
    public required string Json { get; init; }
    public required string TypeText { get; init; }
    public required TypeRef Type { get; set; }
    public required bool Inline { get; init; }
    public required int Number { get; init; }
    public required bool OmitEmpty { get; init; }
    public required bool OmitZero { get; init; }
    public required bool Required { get; init; }
    public required string? PatchStrategy { get; init; }
    public required string? PatchMergeKey { get; init; }
    public required string? ListType { get; init; }
    public required IReadOnlyList<string> ListMapKeys { get; init; }
    public required string? MapType { get; init; }
    public required string? StructType { get; init; }
    public required string? DefaultJson { get; init; }
    public required string? UnionDiscriminator { get; init; }
    public required IReadOnlyList<string> FeatureGates { get; init; }

    /// <summary>The property's name in the record that declares it.</summary>
    public string Property { get; set; } = "";

    /// <summary>The backing field's name.</summary>
    public string Backing => "_" + Json.Replace("$", "dollar").Replace("-", "");
}
