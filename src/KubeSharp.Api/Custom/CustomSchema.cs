using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api.Custom;

/// <summary>Translates a structural schema to the form that built-in kinds have, which server-side apply works with.</summary>
internal static class CustomSchema
{
    public static StructSchema Root(string modelName, string kind, JSONSchemaProps? schema, bool keepsUnknown)
    {
        var fields = new List<FieldSchema> { Metadata() };
        foreach (var (name, property) in schema?.Properties ?? default)
        {
            if (name is not ("apiVersion" or "kind" or "metadata"))
            {
                fields.Add(Field(name, property));
            }
        }

        return Struct(kind, schema, fields, keepsUnknown, modelName);
    }

    private static FieldSchema Metadata() => new("metadata", "ObjectMeta", TypeSchema.Of(ObjectMeta.Empty), omitEmpty: true);

    private static StructSchema Struct(
        string name, JSONSchemaProps? schema, List<FieldSchema> fields, bool keepsUnknown, string? modelName = null) =>
        new(name, name, modelName, schema?.XMapType, [.. fields]) { KeepsUnknown = keepsUnknown || schema?.XPreserveUnknownFields == true };

    private static FieldSchema Field(string name, JSONSchemaProps schema) => new(name, name, Type(name, schema), pointer: true, omitEmpty: true)
    {
        ListType = schema.XListType ?? (schema.Type == "array" ? "atomic" : null),
        ListMapKeys = [.. schema.XListMapKeys],
        MapType = schema.XMapType,
        StructType = schema.XMapType,
        Default = schema.Default.IsNil ? null : schema.Default.ToString(),
    };

    private static TypeSchema Type(string name, JSONSchemaProps schema)
    {
        if (schema.XIntOrString)
        {
            return TypeSchema.IntOrString;
        }

        return schema.Type switch
        {
            "object" => Object(name, schema),
            "array" => TypeSchema.List(schema.Items?.Schema is { } item ? Type(name, item) : TypeSchema.RawJson),
            "string" => TypeSchema.String,
            "boolean" => TypeSchema.Bool,
            "integer" => TypeSchema.Int64,
            "number" => TypeSchema.Double,
            _ => TypeSchema.RawJson,
        };
    }

    private static TypeSchema Object(string name, JSONSchemaProps schema)
    {
        if (schema.AdditionalProperties is { } values)
        {
            return TypeSchema.Map(values.Schema is { } value ? Type(name, value) : TypeSchema.RawJson);
        }

        if (schema.Properties.Count == 0 && !schema.XEmbeddedResource)
        {
            return TypeSchema.Map(TypeSchema.RawJson);
        }

        var fields = new List<FieldSchema>();
        if (schema.XEmbeddedResource)
        {
            fields.Add(new FieldSchema("apiVersion", "APIVersion", TypeSchema.String, pointer: true, omitEmpty: true));
            fields.Add(new FieldSchema("kind", "Kind", TypeSchema.String, pointer: true, omitEmpty: true));
            fields.Add(Metadata());
        }

        foreach (var (property, type) in schema.Properties)
        {
            if (!fields.Exists(field => field.Name == property))
            {
                fields.Add(Field(property, type));
            }
        }

        return TypeSchema.Of(Struct(name, schema, fields, keepsUnknown: false));
    }
}
