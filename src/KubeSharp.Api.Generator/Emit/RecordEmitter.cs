using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>
/// One struct as an immutable record. The fields are internal so that the readers fill them directly; for strings and
/// structs null stands for the default, which keeps construction free.
/// </summary>
internal static class RecordEmitter
{
    public static void Emit(CodeWriter w, StructDef s)
    {
        var kind = s.IsKind ? $", IApiKind<{s.Name}>" : "";
        w.Open($"public sealed record {s.Name} : {s.BaseType}{kind}");
        w.Line($"public static readonly {s.Name} Empty = new();");
        if (s.IsKind)
        {
            EmitKind(w, s);
        }

        foreach (var f in s.Fields.Where(f => !s.IsInherited(f)))
        {
            EmitProperty(w, f);
        }

        if (s.IsObjectList)
        {
            w.Line("public override IReadOnlyList<ApiObject> Objects => Items;");
        }

        EmitEquality(w, s);
        JsonEmitter.Emit(w, s);
        ProtobufEmitter.Emit(w, s);
        SchemaEmitter.Emit(w, s);
        w.Close();
    }

    private static void EmitKind(CodeWriter w, StructDef s)
    {
        var (group, version) = KindVersion.Of(s);
        w.Line($"internal static readonly ApiType Described = new({Names.Literal(group)}, {Names.Literal(version)}, {Names.Literal(s.Name)}, Empty);");
        w.Line("public override ApiType ApiType => Described;");
        w.Line($"internal override ApiKind New() => new {s.Name}();");
        w.Line($"static ApiType IApiKind<{s.Name}>.Type => Described;");
    }

    private static void EmitProperty(CodeWriter w, FieldDef f)
    {
        w.Line($"internal {f.Type.Storage} {f.Backing};");
        var get = f.Type switch
        {
            { NullIsDefault: true, Shape: Shape.String } => $"{f.Backing} ?? \"\"",
            { NullIsDefault: true } => $"{f.Backing} ?? {f.Type.Bare}.Empty",
            _ => f.Backing,
        };
        w.Line($"public {f.Type.CSharp} {f.Property} {{ get => {get}; init => {f.Backing} = value; }}");
    }

    private static void EmitEquality(CodeWriter w, StructDef s)
    {
        w.Open($"public bool Equals({s.Name}? other)");
        w.Line("if (ReferenceEquals(this, other)) return true;");
        w.Line("if (other is null) return false;");
        foreach (var f in s.Fields)
        {
            w.Line($"if ({Differs(f)}) return false;");
        }

        w.Line("return true;");
        w.Close();

        var hashed = s.Fields.Where(f => f.Type.Shape is not (Shape.Struct or Shape.RawJson or Shape.Map) || f.Json == "metadata").Take(6).ToList();
        if (hashed.Count == 0)
        {
            hashed = [.. s.Fields.Take(3)];
        }

        w.Line($"public override int GetHashCode() => {(hashed.Count == 0 ? "0" : $"HashCode.Combine({string.Join(", ", hashed.Select(f => f.Property))})")};");
        w.Line("protected override bool PrintMembers(System.Text.StringBuilder builder) => false;");
    }

    private static string Differs(FieldDef f)
    {
        var (a, b) = (f.Property, "other." + f.Property);
        return f.Type.Shape switch
        {
            Shape.String or Shape.Bool or Shape.Int32 or Shape.Int64 => $"{a} != {b}",
            Shape.Double when f.Type.Pointer => $"!System.Nullable.Equals({a}, {b})",
            Shape.Struct when f.Type.Pointer => $"{a} is null ? {b} is not null : !{a}.Equals({b})",
            _ when f.Type.CSharp.EndsWith('?') => $"!System.Nullable.Equals({a}, {b})",
            _ => $"!{a}.Equals({b})",
        };
    }
}
