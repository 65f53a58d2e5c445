using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api.Custom;

/// <summary>A kind that a CustomResourceDefinition declares, in one version.</summary>
public sealed class CustomKind
{
    private CustomKind(string group, string version, string kind, string listKind, JSONSchemaProps? schema, bool keepsUnknown)
    {
        Schema = schema;
        KeepsUnknown = keepsUnknown || schema is null;
        Structure = CustomSchema.Root(ModelName(group, version, kind), kind, schema, KeepsUnknown);
        Type = new ApiType(group, version, kind, new CustomObject(this));
        ListType = new ApiType(group, version, listKind, PartialObjectMetadataList.Empty);
    }

    public ApiType Type { get; }

    public ApiType ListType { get; }

    /// <summary>The structural schema; null if there is none.</summary>
    public JSONSchemaProps? Schema { get; }

    /// <summary>Nothing is dropped (spec.preserveUnknownFields, or no schema).</summary>
    public bool KeepsUnknown { get; }

    /// <summary>The schema as server-side apply reads it.</summary>
    internal StructSchema Structure { get; }

    public static CustomKind Of(CustomResourceDefinition definition, CustomResourceDefinitionVersion version) => new(
        definition.Spec.Group,
        version.Name,
        definition.Spec.Names.Kind,
        definition.Spec.Names.ListKind,
        version.Schema?.OpenAPIV3Schema,
        definition.Spec.PreserveUnknownFields);

    /// <summary>As OpenAPI names it: <c>com.example.v1.Widget</c>.</summary>
    private static string ModelName(string group, string version, string kind) =>
        string.Join('.', group.Split('.').Reverse()) + "." + version + "." + kind;
}
