namespace KubeSharp.Api.Generator.Schema;

/// <summary>A resolved type of a field.</summary>
/// <param name="Shape">What it is.</param>
/// <param name="Pointer">It may be absent.</param>
/// <param name="Struct">The struct, if it is one.</param>
/// <param name="Element">The element of a list or map.</param>
/// <param name="Wrapped">A list that is a protobuf message of its own, with the elements in field 1.</param>
/// <param name="AnyJson">Raw JSON that may be any value rather than an object, and stands in no protobuf message of its own.</param>
/// <param name="Named">The name of the enum or named string, for metadata.</param>
internal sealed record TypeRef(
    Shape Shape,
    bool Pointer = false,
    StructDef? Struct = null,
    TypeRef? Element = null,
    bool Wrapped = false,
    bool AnyJson = false,
    string? Named = null)
{
    /// <summary>The C# type that a property of this type has.</summary>
    public string CSharp => Shape switch
    {
        Shape.RawJson => "RawJson",
        Shape.List or Shape.Map => Bare,
        _ => Pointer ? Bare + "?" : Bare,
    };

    /// <summary>The C# type without the question mark.</summary>
    public string Bare => Shape switch
    {
        Shape.String => "string",
        Shape.Bool => "bool",
        Shape.Int32 => "int",
        Shape.Int64 => "long",
        Shape.Double => "double",
        Shape.Bytes => "ByteString",
        Shape.Struct => Struct!.FullName,
        Shape.List => $"ApiList<{Element!.Bare}>",
        Shape.Map => $"ApiMap<{Element!.Bare}>",
        _ => Shape.ToString(),
    };

    /// <summary>The value is held in a reference whose null stands for the default.</summary>
    public bool NullIsDefault => !Pointer && (Shape is Shape.String or Shape.Struct);

    /// <summary>The C# type of the backing field.</summary>
    public string Storage => NullIsDefault ? Bare + "?" : CSharp;
}
