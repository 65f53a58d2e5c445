namespace KubeSharp.Api.Generator.Schema;

/// <summary>All files that code is generated for, with their references resolved, and the table of resources.</summary>
internal sealed record ApiSchema(IReadOnlyList<SchemaFile> Files, IReadOnlyList<ResourceGroup> ResourceGroups)
{
    public SchemaFile? FindFile(string id) => Files.FirstOrDefault(f => f.Id == id);
}
