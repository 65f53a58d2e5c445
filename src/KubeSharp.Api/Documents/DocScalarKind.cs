namespace KubeSharp.Api.Documents;

/// <summary>What a scalar is.</summary>
public enum DocScalarKind
{
    Null,
    Bool,
    Number,
    String,
}
