using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>All of one group version: its records, enums and constants.</summary>
internal static class FileEmitter
{
    public static string Emit(SchemaFile file)
    {
        var w = new CodeWriter();
        w.Line("using KubeSharp.Api.Json;");
        w.Line("using KubeSharp.Api.Protobuf;");
        w.Line($"namespace {file.Namespace};");
        foreach (var s in file.Structs.Where(s => s.Special is null))
        {
            RecordEmitter.Emit(w, s);
        }

        foreach (var e in file.Enums)
        {
            EmitConstants(w, e.Name, e.Values.Select(v => v with { Name = Names.EnumMember(e.Name, v.Name) }));
        }

        if (file.Consts.Count > 0)
        {
            EmitConstants(w, "Constants", file.Consts);
        }

        return w.ToString();
    }

    private static void EmitConstants(CodeWriter w, string name, IEnumerable<ConstDef> values)
    {
        w.Open($"public static class {name}");
        foreach (var v in values)
        {
            w.Line($"public const {v.CSharpType} {v.Name} = {v.Literal};");
        }

        w.Close();
    }
}
