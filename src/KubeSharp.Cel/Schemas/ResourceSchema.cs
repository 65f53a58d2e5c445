using KubeSharp.Api.Apiextensions.V1;

namespace KubeSharp.Cel.Schemas;

/// <summary>What rules at the root of a resource always see, whatever its schema says.</summary>
internal static class ResourceSchema
{
    private static readonly JSONSchemaProps Text = new() { Type = "string" };

    private static readonly JSONSchemaProps Metadata = new()
    {
        Type = "object",
        Properties = KubeSharp.Api.ApiMap<JSONSchemaProps>.From([new("generateName", Text), new("name", Text)]),
    };

    public static JSONSchemaProps WithTypeAndName(JSONSchemaProps schema) => schema with
    {
        Properties = schema.Properties.Set("apiVersion", Text).Set("kind", Text).Set("metadata", Metadata),
    };
}
