namespace KubeSharp.Api.Generator.Schema;

/// <summary>A struct of the API and its fields, in the order of the source.</summary>
internal sealed class StructDef
{
    public required SchemaFile? File { get; set; }
    public required string Name { get; init; }
    public required string? KindClass { get; init; }
    public required string? Special { get; init; }
    public required string? OpenApiName { get; init; }
    public required string? StructType { get; init; }
    public required bool HasProto { get; init; }

    /// <summary>Fields as declared; an inline struct is one field here.</summary>
    public required IReadOnlyList<FieldDef> Declared { get; set; }

    /// <summary>Fields as JSON and the record see them: inline structs replaced by their fields.</summary>
    public IReadOnlyList<FieldDef> Fields { get; set; } = [];

    public bool IsKind => KindClass is not null;

    public string FullName => $"global::{File!.Namespace}.{Name}";

    /// <summary>The kind is an object with metadata of its own and so extends ApiObject.</summary>
    public bool IsObject => KindClass == "object" && Fields.Any(f => f.Go == "ObjectMeta");

    /// <summary>The kind is a list of such objects and so extends ApiObjectList.</summary>
    public bool IsObjectList => KindClass == "list"
        && Fields.Any(f => f.Go == "ListMeta")
        && Fields.Any(f => f.Json == "items" && f.Type.Element?.Struct is { IsObject: true });

    public string BaseType => IsObject ? "ApiObject" : IsObjectList ? "ApiObjectList" : IsKind ? "ApiKind" : "ApiStruct";

    /// <summary>Fields that are held by the base record.</summary>
    public bool IsInherited(FieldDef field) => field.Json == "metadata" && (IsObject || IsObjectList);
}
