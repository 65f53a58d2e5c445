namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or whether anything is allowed.</summary>
public sealed record JSONSchemaPropsOrBool : ApiStruct
{
    public bool Allows { get; init; }

    public JSONSchemaProps? Schema { get; init; }
}
