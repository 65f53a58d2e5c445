using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>A record's JSON reader and writer.</summary>
internal static class JsonEmitter
{
    public static void Emit(CodeWriter w, StructDef s)
    {
        EmitReader(w, s);
        EmitWriter(w, s);
    }

    private static void EmitReader(CodeWriter w, StructDef s)
    {
        w.Line($"internal static {s.Name} FromJson(ref JsonCursor c) {{ var x = new {s.Name}(); x.ReadJson(ref c); return x; }}");
        w.Open("internal override void ReadJson(ref JsonCursor c)");
        w.Line("if (!c.BeginObject()) return;");
        var properties = Properties(s).ToList();
        if (properties.Count == 0)
        {
            w.Line("while (c.NextProperty(out _)) c.SkipUnknown();");
            w.Close();
            return;
        }

        w.Line("ulong seen = 0;");
        w.Open("while (c.NextProperty(out var name))");
        w.Open("switch (name.Length)");
        foreach (var sameLength in properties.GroupBy(p => p.Json.Length).OrderBy(g => g.Key))
        {
            w.Line($"case {sameLength.Key}:");
            foreach (var (json, number, code) in sameLength)
            {
                w.Line($"    if (name.SequenceEqual({Names.Literal(json)}u8)) {{ c.Mark(ref seen, {number}); {code}; continue; }}");
            }

            w.Line("    break;");
        }

        w.Close();
        w.Line("c.SkipUnknown();");
        w.Close();
        w.Close();
    }

    private static IEnumerable<(string Json, int Number, string Code)> Properties(StructDef s)
    {
        var number = 0;
        if (s.IsKind)
        {
            yield return ("kind", number++, "c.Interned()");
            yield return ("apiVersion", number++, "c.Interned()");
        }

        foreach (var f in s.Fields)
        {
            var read = ValueCode.ReadJson(f.Type, Interning.Wanted(s, f));
            var code = f.Type.Pointer && f.Type.Shape != Shape.RawJson ? $"{f.Backing} = c.TryNull() ? default({f.Type.CSharp}) : {read}" : $"{f.Backing} = {read}";
            yield return (f.Json, number++, code);
        }
    }

    private static void EmitWriter(CodeWriter w, StructDef s)
    {
        w.Open("internal override void WriteJsonFields(ref JsonOutput w)");
        foreach (var f in s.Fields)
        {
            EmitField(w, s, f);
        }

        w.Close();
    }

    private static void EmitField(CodeWriter w, StructDef s, FieldDef f)
    {
        var name = $"w.Literal({Names.Literal($",\"{f.Json}\":")}u8);";
        var t = f.Type;
        if (t.Pointer && t.Shape != Shape.RawJson)
        {
            var value = $"v{f.Backing}";
            var write = $"{name} {ValueCode.WriteJson(t with { Pointer = false }, value)};";
            w.Line($"if ({f.Backing} is {{ }} {value}) {{ {write} }}{(f.OmitEmpty ? "" : $" else {{ {name} w.Null(); }}")}");
            return;
        }

        var isItems = s.KindClass == "list" && f.Json == "items" && t.Element!.Shape == Shape.Struct;
        var code = isItems ? $"w.Items({f.Backing})" : ValueCode.WriteJson(t, t.NullIsDefault ? f.Property : f.Backing);
        var condition = Present(f);
        w.Line(condition is null ? $"{name} {code};" : $"if ({condition}) {{ {name} {code}; }}");
    }

    /// <summary>When the field is written; null for always.</summary>
    private static string? Present(FieldDef f)
    {
        if (f.OmitZero && f.Type.Shape is Shape.Time)
        {
            return $"!{f.Backing}.IsZero";
        }

        if (!f.OmitEmpty)
        {
            return null;
        }

        return f.Type.Shape switch
        {
            Shape.String => $"{f.Backing} is {{ Length: > 0 }}",
            Shape.Bool => f.Backing,
            Shape.Int32 or Shape.Int64 or Shape.Double => $"{f.Backing} != 0",
            Shape.Bytes => $"{f.Backing}.Length > 0",
            Shape.List or Shape.Map => $"{f.Backing}.Count > 0",
            Shape.RawJson when f.Type.Pointer || f.TypeText == "any" => $"!{f.Backing}.IsNil",
            _ => null,
        };
    }
}
