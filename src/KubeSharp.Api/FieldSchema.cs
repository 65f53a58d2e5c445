namespace KubeSharp.Api;

/// <summary>One field of a record.</summary>
public sealed class FieldSchema
{
    internal FieldSchema(string name, string goName, TypeSchema type, bool pointer = false, bool omitEmpty = false, bool required = false)
    {
        Name = name;
        GoName = goName;
        Type = type;
        IsPointer = pointer;
        OmitEmpty = omitEmpty;
        IsRequired = required;
    }

    /// <summary>The JSON name.</summary>
    public string Name { get; }

    public string GoName { get; }

    public TypeSchema Type { get; }

    /// <summary>Absent is told from the default.</summary>
    public bool IsPointer { get; }

    public bool OmitEmpty { get; }

    /// <summary>As OpenAPI has it.</summary>
    public bool IsRequired { get; }

    /// <summary>Strategic merge patch: <c>merge</c>, <c>retainKeys</c>, or both with a comma.</summary>
    public string? PatchStrategy { get; init; }

    public string? PatchMergeKey { get; init; }

    /// <summary>Server-side apply: <c>atomic</c>, <c>set</c> or <c>map</c>.</summary>
    public string? ListType { get; init; }

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary><c>atomic</c> or <c>granular</c>.</summary>
    public string? MapType { get; init; }

    /// <summary><c>atomic</c> or <c>granular</c>.</summary>
    public string? StructType { get; init; }

    /// <summary>The declared default as JSON.</summary>
    public string? Default { get; init; }

    public bool IsUnionDiscriminator { get; init; }
}
