using KubeSharp.Api;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Where in the schema a value stands: its type, and the field whose markers say how lists and maps are merged.</summary>
/// <param name="Type">Null where there is no schema: the value is then one whole.</param>
/// <param name="Field">The field that holds the value; null for the object itself and for items of lists and maps.</param>
/// <param name="Structure">The fields, where the value is a struct.</param>
internal readonly record struct Place(TypeSchema? Type, FieldSchema? Field, StructSchema? Structure)
{
    /// <summary>The whole object.</summary>
    public static Place Root(ApiType type) => new(null, null, type.Schema);

    /// <summary>How the value is divided into owned parts.</summary>
    public Granularity Granularity => Structure is not null
        ? Field?.StructType == "atomic" || Structure.StructType == "atomic" ? Granularity.Whole : Granularity.Struct
        : Type?.Shape switch
        {
            TypeShape.Map => Field?.MapType == "atomic" ? Granularity.Whole : Granularity.Map,
            TypeShape.List => Field?.ListType switch
            {
                "map" => Granularity.KeyedList,
                "set" => Granularity.Set,
                _ => Granularity.Whole,
            },
            _ => Granularity.Whole,
        };

    /// <summary>
    /// Its first appearance is a change of its own ("."), because an object without it looks different from one in which it is empty.
    /// </summary>
    public bool IsOptional => Field is not null && (Field.IsPointer || (Field.OmitEmpty && Structure is null));

    public static Place Of(StructSchema structure, string name) =>
        structure.Find(name) is { } field ? new Place(field.Type, field, field.Type.Struct) : default;

    /// <summary>The place of an item of this list or map.</summary>
    public Place Item() => new(Type!.Element, null, Type.Element!.Struct);
}
