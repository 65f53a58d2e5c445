namespace KubeSharp.Cel.Types;

/// <summary>The kinds of types that the checker tells apart.</summary>
public enum CelTypeKind
{
    Error,

    /// <summary>Not known before evaluation; fits everything.</summary>
    Dyn,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Duration,
    Timestamp,
    List,
    Map,

    /// <summary>The type of a type.</summary>
    Type,

    /// <summary>A type of a library; known by name, with parameters.</summary>
    Opaque,

    /// <summary>An object with declared fields.</summary>
    Object,

    /// <summary>Stands for any one type in a declaration.</summary>
    Parameter,
}
