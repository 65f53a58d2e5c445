namespace KubeSharp.Cel.Schemas;

/// <param name="Name">As the document has it.</param>
/// <param name="Type">What the schema says of its value.</param>
public sealed record DeclaredField(string Name, DeclaredType Type);
