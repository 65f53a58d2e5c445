using KubeSharp.Api.Apiextensions.V1;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>Where a schema has rules.</summary>
internal static class SchemaRules
{
    /// <summary>Here or anywhere below.</summary>
    public static bool HasAny(JSONSchemaProps schema) => schema.XValidations.Count > 0
        || schema.Properties.Any(property => HasAny(property.Value))
        || (schema.Items?.Schema is { } item && HasAny(item))
        || (schema.AdditionalProperties?.Schema is { } values && HasAny(values))
        || schema.AllOf.Any(HasAny);
}
