namespace KubeSharp.Api;

/// <summary>What a value of a schema looks like.</summary>
public enum TypeShape
{
    String,
    Bool,
    Int32,
    Int64,
    Double,
    Bytes,
    Struct,
    Time,
    MicroTime,
    Duration,
    Quantity,
    IntOrString,

    /// <summary>JSON without a schema.</summary>
    RawJson,
    List,
    Map,
}
