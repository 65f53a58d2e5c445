namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or a list of them.</summary>
public sealed record JSONSchemaPropsOrArray : ApiStruct
{
    public JSONSchemaProps? Schema { get; init; }

    public ApiList<JSONSchemaProps> JSONSchemas { get; init; }
}
