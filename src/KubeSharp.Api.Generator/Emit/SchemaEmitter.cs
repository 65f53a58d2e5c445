using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>A record's field metadata, made when first asked for.</summary>
internal static class SchemaEmitter
{
    public static void Emit(CodeWriter w, StructDef s)
    {
        w.Line("private static StructSchema? _structSchema;");
        w.Open(
            "public override StructSchema GetStructSchema() => _structSchema ??= "
            + $"new({Names.Literal(s.Name)}, {Names.Literal(GoPackage(s) + "." + s.Name)}, {Text(s.OpenApiName)}, {Text(s.StructType)},",
            "[");
        foreach (var f in s.Fields)
        {
            w.Line(Field(s, f) + ",");
        }

        w.Close("]);");
    }

    private static string Field(StructDef s, FieldDef f)
    {
        var flags = (f.Type.Pointer, f.OmitEmpty, f.Required) switch
        {
            (false, false, false) => "",
            var (pointer, omitEmpty, required) => $", {Bool(pointer)}, {Bool(omitEmpty)}, {Bool(required)}",
        };
        var more = new List<string>();
        AddText(more, "PatchStrategy", f.PatchStrategy);
        AddText(more, "PatchMergeKey", f.PatchMergeKey);
        AddText(more, "ListType", f.ListType);
        AddText(more, "MapType", f.MapType);
        AddText(more, "StructType", f.StructType);
        AddText(more, "Default", f.DefaultJson);
        if (f.ListMapKeys.Count > 0)
        {
            more.Add($"ListMapKeys = [{string.Join(", ", f.ListMapKeys.Select(Names.Literal))}]");
        }

        if (f.UnionDiscriminator is not null)
        {
            more.Add("IsUnionDiscriminator = true");
        }

        var init = more.Count == 0 ? "" : $" {{ {string.Join(", ", more)} }}";
        return $"new({Names.Literal(f.Json)}, {Names.Literal(f.Go)}, {Type(s, f.Type)}{flags}){init}";
    }

    private static string Type(StructDef s, TypeRef t) => t.Shape switch
    {
        Shape.String when t.Named is not null => $"TypeSchema.Named({Names.Literal(GoPackage(s) + "." + t.Named)})",
        Shape.Struct => $"TypeSchema.Of({t.Bare}.Empty)",
        Shape.List => $"TypeSchema.List({Type(s, t.Element!)})",
        Shape.Map => $"TypeSchema.Map({Type(s, t.Element!)})",
        _ => $"TypeSchema.{t.Shape}",
    };

    private static string GoPackage(StructDef s) => s.File!.Version.Length > 0 ? s.File.Version : s.File.Id;

    private static void AddText(List<string> more, string name, string? value)
    {
        if (value is not null)
        {
            more.Add($"{name} = {Names.Literal(value)}");
        }
    }

    private static string Text(string? s) => s is null ? "null" : Names.Literal(s);

    private static string Bool(bool b) => b ? "true" : "false";
}
