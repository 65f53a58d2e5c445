namespace KubeSharp.Api.Generator.Schema;

/// <summary>A string type with well-known values.</summary>
internal sealed record EnumDef(string Name, IReadOnlyList<ConstDef> Values);
