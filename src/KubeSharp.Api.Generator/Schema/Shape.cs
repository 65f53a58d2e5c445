namespace KubeSharp.Api.Generator.Schema;

/// <summary>What a value looks like to the code.</summary>
internal enum Shape
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
    RawJson,
    List,
    Map,
}
