using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>A record's protobuf reader and writer. An inline struct with a number is a message of its own.</summary>
internal static class ProtobufEmitter
{
    public static void Emit(CodeWriter w, StructDef s)
    {
        w.Open($"internal static {s.Name} FromProto(ref ProtoReader r)");
        w.Line($"var x = new {s.Name}(); var outer = r.Enter(); x.ReadProto(ref r); r.Leave(outer); return x;");
        w.Close();
        w.Open("internal override void ReadProto(ref ProtoReader r)");
        EmitReader(w, s, s, 0);
        w.Close();
        w.Open("internal override void WriteProto(ref ProtoWriter w)");
        EmitWriter(w, s, s);
        w.Close();
    }

    /// <summary>Fields as they stand in the record that flattens them: an inline struct's properties may be renamed there.</summary>
    private static void EmitReader(CodeWriter w, StructDef record, StructDef message, int depth)
    {
        var tag = "tag" + depth;
        w.Open($"while (r.Next(out var {tag}))");
        w.Open($"switch ({tag})");
        foreach (var f in message.Declared.Where(f => f.Number > 0).OrderBy(f => f.Number))
        {
            var number = Tag(f);
            if (f.Inline)
            {
                w.Line($"case {number}:");
                w.Open("");
                w.Line($"var outer{depth} = r.Enter();");
                EmitReader(w, record, f.Type.Struct!, depth + 1);
                w.Line($"r.Leave(outer{depth});");
                w.Line("break;");
                w.Close();
                continue;
            }

            var interned = Interning.Wanted(message, f);
            w.Line($"case {number}: {f.Backing} = {ValueCode.ReadProto(f.Type, number, f.Backing, interned)}; break;");
            if (f.Type is { Shape: Shape.List, Wrapped: false, Element.Shape: Shape.Int32 or Shape.Int64 or Shape.Bool })
            {
                w.Line($"case {((uint)f.Number << 3) | 2}: {f.Backing} = r.Packed({f.Backing}, {ValueCode.ProtoReader(f.Type.Element, false)}); break;");
            }
        }

        w.Line($"default: r.Skip({tag}); break;");
        w.Close();
        w.Close();
    }

    private static void EmitWriter(CodeWriter w, StructDef record, StructDef message)
    {
        foreach (var f in message.Declared.Where(f => f.Number > 0).OrderByDescending(f => f.Number))
        {
            var tag = Tag(f).ToString();
            if (f.Inline)
            {
                var mark = "mark" + f.Go;
                w.Line($"var {mark} = w.Mark;");
                EmitWriter(w, record, f.Type.Struct!);
                w.Line($"w.Message({tag}, {mark});");
                continue;
            }

            w.Line(WriteField(record, f, tag));
        }
    }

    private static string WriteField(StructDef record, FieldDef f, string tag)
    {
        var t = f.Type;
        if (t.Shape == Shape.RawJson ? t.Pointer : t.Shape == Shape.Bytes || t.Wrapped)
        {
            return $"if (!{f.Backing}.IsNil) {ValueCode.WriteProto(t, tag, f.Backing)};";
        }

        if (t.Pointer && t.Shape != Shape.RawJson)
        {
            return $"if ({f.Backing} is {{ }} v{f.Backing}) {ValueCode.WriteProto(t, tag, "v" + f.Backing)};";
        }

        var value = t.NullIsDefault ? Names.Property(record, f) : f.Backing;
        return $"{ValueCode.WriteProto(t, tag, value)};";
    }

    private static uint Tag(FieldDef f)
    {
        var shape = f.Type.Shape == Shape.List && !f.Type.Wrapped ? f.Type.Element!.Shape : f.Type.Shape;
        var wire = shape switch
        {
            Shape.Bool or Shape.Int32 or Shape.Int64 => 0u,
            Shape.Double => 1u,
            _ => 2u,
        };
        return ((uint)f.Number << 3) | wire;
    }
}
