namespace KubeSharp.Api;

/// <summary>The type of a field, or of the elements of a list or map.</summary>
public sealed class TypeSchema
{
    private readonly ApiStruct? _prototype;
    private readonly StructSchema? _struct;

    private TypeSchema(TypeShape shape, ApiStruct? prototype, StructSchema? structure, TypeSchema? element, string? goName)
    {
        Shape = shape;
        _prototype = prototype;
        _struct = structure;
        Element = element;
        GoName = goName;
    }

    public static TypeSchema String { get; } = new(TypeShape.String, null, null, null, null);

    public static TypeSchema Bool { get; } = new(TypeShape.Bool, null, null, null, null);

    public static TypeSchema Int32 { get; } = new(TypeShape.Int32, null, null, null, null);

    public static TypeSchema Int64 { get; } = new(TypeShape.Int64, null, null, null, null);

    public static TypeSchema Double { get; } = new(TypeShape.Double, null, null, null, null);

    public static TypeSchema Bytes { get; } = new(TypeShape.Bytes, null, null, null, null);

    public static TypeSchema Time { get; } = new(TypeShape.Time, null, null, null, null);

    public static TypeSchema MicroTime { get; } = new(TypeShape.MicroTime, null, null, null, null);

    public static TypeSchema Duration { get; } = new(TypeShape.Duration, null, null, null, null);

    public static TypeSchema Quantity { get; } = new(TypeShape.Quantity, null, null, null, null);

    public static TypeSchema IntOrString { get; } = new(TypeShape.IntOrString, null, null, null, null);

    public static TypeSchema RawJson { get; } = new(TypeShape.RawJson, null, null, null, null);

    public TypeShape Shape { get; }

    /// <summary>The elements of a list, the values of a map.</summary>
    public TypeSchema? Element { get; }

    /// <summary>The name of an enum or another named string; null for plain ones.</summary>
    public string? GoName { get; }

    /// <summary>The struct; null for everything else.</summary>
    public StructSchema? Struct => _struct ?? _prototype?.GetStructSchema();

    /// <summary>The type as Go writes it.</summary>
    public string GoText => Shape switch
    {
        TypeShape.String => GoName ?? "string",
        TypeShape.Bool => "bool",
        TypeShape.Int32 => "int32",
        TypeShape.Int64 => "int64",
        TypeShape.Double => "float64",
        TypeShape.Bytes => "[]uint8",
        TypeShape.Struct => Struct!.GoName,
        TypeShape.List => "[]" + Element!.GoText,
        TypeShape.Map => "map[string]" + Element!.GoText,
        TypeShape.Quantity => "resource.Quantity",
        TypeShape.IntOrString => "int32",
        TypeShape.RawJson => "runtime.RawExtension",
        _ => "v1." + Shape,
    };

    internal static TypeSchema Named(string goName) => new(TypeShape.String, null, null, null, goName);

    internal static TypeSchema Of(ApiStruct prototype) => new(TypeShape.Struct, prototype, null, null, null);

    internal static TypeSchema Of(StructSchema structure) => new(TypeShape.Struct, null, structure, null, null);

    internal static TypeSchema List(TypeSchema element) => new(TypeShape.List, null, null, element, null);

    internal static TypeSchema Map(TypeSchema element) => new(TypeShape.Map, null, null, element, null);
}
