using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>The expressions that read and write one value.</summary>
internal static class ValueCode
{
    /// <summary>Reads a value from the JSON cursor <c>c</c>.</summary>
    public static string ReadJson(TypeRef t, bool interned) => t.Shape switch
    {
        Shape.String => interned ? "c.Interned()" : "c.String()",
        Shape.Struct => $"{t.Bare}.FromJson(ref c)",
        Shape.RawJson => "c.Raw()",
        Shape.List => $"c.List({JsonReader(t.Element!, interned)})",
        Shape.Map => $"c.Map({JsonReader(t.Element!, interned)})",
        _ => $"c.{t.Shape}()",
    };

    /// <summary>Writes a value to the JSON output <c>w</c>.</summary>
    public static string WriteJson(TypeRef t, string value) => t.Shape switch
    {
        Shape.Struct => $"{value}.WriteJson(ref w)",
        Shape.Int32 or Shape.Int64 => $"w.Number({value})",
        Shape.RawJson => $"w.Raw({value})",
        Shape.List when t.Element!.Shape == Shape.String => $"w.Strings({value})",
        Shape.List when t.Element!.Shape == Shape.Struct => $"w.Structs({value})",
        Shape.List => $"w.List({value}, {JsonWriter(t.Element!)})",
        Shape.Map when t.Element!.Shape == Shape.String => $"w.StringMap({value})",
        Shape.Map => $"w.Map({value}, {JsonWriter(t.Element!)})",
        _ => $"w.{t.Shape}({value})",
    };

    /// <summary>Reads a payload from the protobuf reader <c>r</c>; lists and maps go on from what was read before.</summary>
    public static string ReadProto(TypeRef t, uint tag, string before, bool interned) => t.Shape switch
    {
        Shape.List when !t.Wrapped => $"r.List({tag}, {before}, {ProtoReader(t.Element!, interned)})",
        Shape.Map => $"r.Map({tag}, {before}, {Missing(t.Element!)}, {ProtoReader(t.Element!, interned)})",
        _ => ReadProtoValue(t, interned),
    };

    /// <summary>Writes a value with its tag to the protobuf writer <c>w</c>.</summary>
    public static string WriteProto(TypeRef t, string tag, string value) => t.Shape switch
    {
        Shape.List when t.Wrapped => $"w.WrappedStrings({tag}, {value})",
        Shape.List when t.Element!.Shape == Shape.String => $"w.Strings({tag}, {value})",
        Shape.List when t.Element!.Shape == Shape.Struct => $"w.Structs({tag}, {value})",
        Shape.List => $"w.List({tag}, {value}, {ProtoWriter(t.Element!)})",
        Shape.Map when t.Element!.Shape == Shape.String => $"w.StringMap({tag}, {value})",
        Shape.Map => $"w.Map({tag}, {value}, {ProtoWriter(t.Element!)})",
        _ => $"w.{t.Shape}({tag}, {value})",
    };

    public static string ProtoReader(TypeRef t, bool interned) =>
        t.Shape == Shape.Struct ? $"{t.Bare}.FromProto" : $"static (ref ProtoReader r) => {ReadProtoValue(t, interned)}";

    private static string JsonReader(TypeRef t, bool interned) =>
        t.Shape == Shape.Struct ? $"{t.Bare}.FromJson" : $"static (ref JsonCursor c) => {ReadJson(t, interned)}";

    private static string JsonWriter(TypeRef t) => $"static (ref JsonOutput w, {t.Bare} v) => {WriteJson(t, "v")}";

    private static string ProtoWriter(TypeRef t) => $"static (ref ProtoWriter w, uint tag, {t.Bare} v) => {WriteProto(t, "tag", "v")}";

    private static string ReadProtoValue(TypeRef t, bool interned) => t.Shape switch
    {
        Shape.String => interned ? "r.Interned()" : "r.String()",
        Shape.Struct => $"{t.Bare}.FromProto(ref r)",
        Shape.RawJson => "r.Raw()",
        Shape.List when t.Wrapped => "r.WrappedStrings()",
        _ => $"r.{t.Shape}()",
    };

    /// <summary>The value of a map entry that does not name one.</summary>
    private static string Missing(TypeRef t) => t.Shape switch
    {
        Shape.String => "\"\"",
        Shape.Struct => $"{t.Bare}.Empty",
        Shape.List => $"{t.Bare}.Empty",
        Shape.Bytes => "new ByteString([])",
        _ => "default",
    };
}
