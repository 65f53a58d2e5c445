using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>The list of all kinds.</summary>
internal static class ApiTypesEmitter
{
    public static string Emit(ApiSchema schema)
    {
        var w = new CodeWriter();
        w.Line("namespace KubeSharp.Api;");
        w.Open("public static partial class ApiTypes");
        w.Open("private static ApiType[] Generated() =>", "[");
        foreach (var s in Kinds(schema))
        {
            w.Line($"{s.FullName}.Described,");
        }

        w.Close("];");
        w.Close();
        return w.ToString();
    }

    /// <summary>Kinds in the order of the files; where two have the same group version and name, the group's own one.</summary>
    private static IEnumerable<StructDef> Kinds(ApiSchema schema) =>
        schema.Files.SelectMany(f => f.Structs)
            .Where(s => s.IsKind && s.Special is null)
            .GroupBy(s => (KindVersion.Of(s), s.Name))
            .Select(g => g.First());
}
