namespace KubeSharp.Cel.Values;

/// <summary>What a value is while it is evaluated.</summary>
public enum CelKind : byte
{
    /// <summary>No value: a variable that was not given.</summary>
    None,
    Error,
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
    Type,

    /// <summary>A value of a library, such as a quantity or an optional.</summary>
    Object,
}
