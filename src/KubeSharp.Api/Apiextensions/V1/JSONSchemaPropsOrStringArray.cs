namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or names of properties.</summary>
public sealed record JSONSchemaPropsOrStringArray : ApiStruct
{
    public JSONSchemaProps? Schema { get; init; }

    public ApiList<string> Property { get; init; }
}
