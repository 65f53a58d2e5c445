using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.CustomResources.Schemas;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>Whether a schema is structural: every value has a type, so that fields can be dropped and defaulted without evaluating conditions.</summary>
internal static class SchemaChecks
{
    public static void Root(ErrorList errors, FieldPath path, JSONSchemaProps schema)
    {
        if (schema.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "must not be empty at the root");
        }
        else if (schema.Type != "object")
        {
            errors.InvalidText(path.Child("type"), schema.Type, "must be object at the root");
        }

        if (!schema.Default.IsNil)
        {
            errors.Forbidden(path.Child("default"), "must not be set at the root");
        }

        Parts(errors, path, schema);
    }

    private static void Node(ErrorList errors, FieldPath path, JSONSchemaProps schema, string emptyType)
    {
        if (schema.Type.Length == 0 && !schema.XIntOrString && schema.XPreserveUnknownFields != true)
        {
            errors.Required(path.Child("type"), emptyType);
        }
        else if (schema.Type is not ("" or "object" or "array" or "string" or "integer" or "number" or "boolean"))
        {
            errors.NotSupportedText(path.Child("type"), schema.Type, "array", "boolean", "integer", "number", "object", "string");
        }

        if (!schema.Default.IsNil)
        {
            new SchemaValidator(errors).Validate(path.Child("default"), DocNode.Parse(schema.Default.Span), schema with { Default = default }, null);
        }

        Parts(errors, path, schema);
    }

    private static void Parts(ErrorList errors, FieldPath path, JSONSchemaProps schema)
    {
        Forbidden(errors, path, schema);
        foreach (var (name, property) in schema.Properties)
        {
            Node(errors, path.Child("properties").Key(name), property, "must not be empty for specified object fields");
        }

        if (schema.AdditionalProperties is { } values)
        {
            if (schema.Properties.Count > 0)
            {
                errors.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive");
            }
            else if (values.Schema is { } value)
            {
                Node(errors, path.Child("additionalProperties"), value, "must not be empty for specified object fields");
            }
        }

        if (schema.Type == "array")
        {
            if (schema.Items?.Schema is { } item)
            {
                Node(errors, path.Child("items"), item, "must not be empty for specified array items");
            }
            else
            {
                errors.Required(path.Child("items"), "must be specified");
            }

            ListType(errors, path, schema);
        }
    }

    private static void Forbidden(ErrorList errors, FieldPath path, JSONSchemaProps schema)
    {
        if (schema.UniqueItems)
        {
            errors.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema.Ref is { Length: > 0 })
        {
            errors.Forbidden(path.Child("$ref"), "$ref is not supported");
        }

        if (schema.Pattern.Length > 0 && !StringChecks.IsPattern(schema.Pattern))
        {
            errors.InvalidText(path.Child("pattern"), schema.Pattern, "must be a valid regular expression");
        }
    }

    private static void ListType(ErrorList errors, FieldPath path, JSONSchemaProps schema)
    {
        if (schema.XListType is { } type && type is not ("atomic" or "set" or "map"))
        {
            errors.NotSupportedText(path.Child("x-kubernetes-list-type"), type, "atomic", "map", "set");
        }

        if (schema.XListType == "map" && schema.XListMapKeys.Count == 0)
        {
            errors.Required(path.Child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map");
        }

        for (var i = 0; i < schema.XListMapKeys.Count; i++)
        {
            if (schema.Items?.Schema?.Properties.ContainsKey(schema.XListMapKeys[i]) == false)
            {
                errors.InvalidText(
                    path.Child("x-kubernetes-list-map-keys").Index(i), schema.XListMapKeys[i], "entries must all be names of item properties");
            }
        }
    }
}
