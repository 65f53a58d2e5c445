using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.CustomResources.OpenApi;

/// <summary>
/// A structural schema in OpenAPI 2, which knows less, and whose readers (kubectl before 1.24) are stricter than its text: what
/// they would misunderstand is left out.
/// </summary>
internal static class SwaggerSchema
{
    private static readonly string[] Unknown = ["allOf", "anyOf", "default", "not", "nullable", "oneOf"];

    /// <summary>Changes the schema, and gives it back.</summary>
    public static DocNode Simplify(DocNode node)
    {
        if (node is not DocObject schema)
        {
            return node;
        }

        var properties = schema["properties"] as DocObject;
        DropNullableFromRequired(schema, properties);
        if (IsTrue(schema, "nullable") || IsTrue(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            // A reader would refuse null where a type is said, and fields that it does not know where some are listed.
            schema.Remove("type");
            schema.Remove("items");
            schema.Remove("properties");
        }

        foreach (var name in Unknown)
        {
            schema.Remove(name);
        }

        foreach (var name in properties?.Keys ?? [])
        {
            Simplify(properties![name]!);
        }

        Simplify(schema["items"] ?? DocScalar.Null);
        Simplify(schema["additionalProperties"] ?? DocScalar.Null);
        return schema;
    }

    private static void DropNullableFromRequired(DocObject schema, DocObject? properties)
    {
        if (schema["required"] is not DocArray required || properties is null)
        {
            return;
        }

        required.Items.RemoveAll(name => name is DocScalar { Text: var text } && properties[text] is DocObject property && IsTrue(property, "nullable"));
        if (required.Count == 0)
        {
            schema.Remove("required");
        }
    }

    private static bool IsTrue(DocObject schema, string name) => schema[name] is DocScalar { Kind: DocScalarKind.Bool, Text: "true" };
}
