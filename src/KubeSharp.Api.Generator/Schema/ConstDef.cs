namespace KubeSharp.Api.Generator.Schema;

/// <summary>A constant: its Go name, C# type and C# literal.</summary>
internal sealed record ConstDef(string Name, string CSharpType, string Literal);
