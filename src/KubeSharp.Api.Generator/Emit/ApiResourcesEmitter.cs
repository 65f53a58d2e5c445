using System.Text.Json;
using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>The table of resources.</summary>
internal static class ApiResourcesEmitter
{
    public static string Emit(ApiSchema schema)
    {
        var w = new CodeWriter();
        w.Line("namespace KubeSharp.Api;");
        w.Open("public static partial class ApiResources");
        w.Open("private static ApiResource[] Generated() =>", "[");
        foreach (var group in schema.ResourceGroups)
        {
            foreach (var r in group.Resources)
            {
                EmitResource(w, schema, group, r);
            }
        }

        w.Close("];");
        w.Close();
        return w.ToString();
    }

    private static void EmitResource(CodeWriter w, ApiSchema schema, ResourceGroup g, JsonElement r)
    {
        w.Open("new()");
        w.Line($"Group = {Text(g.Group)}, Version = {Text(g.Version)}, Name = {Text(r.Text("name"))}, Singular = {Text(r.Text("singular"))},");
        w.Line($"Kind = {Text(r.Text("kind"))}, Namespaced = {Lower(r.Flag("namespaced"))}, EnabledByDefault = {Lower(g.EnabledByDefault)}, GroupPriority = {g.Priority},");
        w.Line($"ServedBy = {(g.ServedBy is null ? "null" : Text(g.ServedBy))}, Type = {TypeOf(schema, g.Group, g.Version, r.Text("kind"))},");
        w.Line($"ShortNames = {Texts(r.Texts("shortNames"))}, Categories = {Texts(r.Texts("categories"))}, Verbs = {Texts(r.Texts("verbs"))},");
        if (r.TryGetProperty("subresources", out var subresources))
        {
            w.Open("Subresources =", "[");
            foreach (var s in subresources.EnumerateArray())
            {
                var group = s.TextOrNull("group") ?? g.Group;
                var version = s.TextOrNull("version") ?? g.Version;
                w.Line($"new() {{ Name = {Text(s.Text("name"))}, Group = {Text(group)}, Version = {Text(version)}, Kind = {Text(s.Text("kind"))}, "
                    + $"Verbs = {Texts(s.Texts("verbs"))}, Type = {TypeOf(schema, group, version, s.Text("kind"))} }},");
            }

            w.Close("],");
        }

        w.Close("},");
    }

    private static string TypeOf(ApiSchema schema, string group, string version, string kind)
    {
        var found = schema.Files.Where(f => f.Group == group && f.Version == version && f.Namespace.Contains('.'))
            .SelectMany(f => f.Structs)
            .FirstOrDefault(s => s.IsKind && s.Name == kind);
        return found is null ? "null" : $"{found.FullName}.Described";
    }

    private static string Text(string s) => Names.Literal(s);

    private static string Texts(IReadOnlyList<string> items) => $"[{string.Join(", ", items.Select(Names.Literal))}]";

    private static string Lower(bool b) => b ? "true" : "false";
}
