using System.Collections.Frozen;

namespace KubeSharp.Api;

/// <summary>The fields of a record as the API describes them. Made when first asked for.</summary>
public sealed class StructSchema
{
    private readonly FrozenDictionary<string, FieldSchema> _byName;

    internal StructSchema(string name, string goName, string? openApiName, string? structType, FieldSchema[] fields)
    {
        Name = name;
        GoName = goName;
        OpenApiName = openApiName;
        StructType = structType;
        Fields = fields;
        _byName = fields.ToFrozenDictionary(f => f.Name);
    }

    public string Name { get; }

    /// <summary>With its package: <c>v1.PodSpec</c>.</summary>
    public string GoName { get; }

    /// <summary>The name of its OpenAPI model.</summary>
    public string? OpenApiName { get; }

    /// <summary><c>atomic</c> if server-side apply takes the struct as one value.</summary>
    public string? StructType { get; }

    /// <summary>Fields beside the known ones are allowed, and have no schema (x-kubernetes-preserve-unknown-fields).</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>In the order of JSON; inline structs are flattened; apiVersion and kind are not among them.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>The field with this JSON name, or null.</summary>
    public FieldSchema? Find(string name) => _byName.GetValueOrDefault(name);
}
