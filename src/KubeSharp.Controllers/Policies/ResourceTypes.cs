using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Types;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Policies;

/// <summary>The types of resources, from the schemas of built-in kinds and of definitions. Those of other API servers are not known.</summary>
internal sealed class ResourceTypes(Store<CustomResourceDefinition> definitions)
{
    /// <summary>The kind of a resource; null if it is not known.</summary>
    public CheckedKind? Find(string group, string version, string resource)
    {
        if (ApiResources.All.FirstOrDefault(known => known.Group == group && known.Version == version && known.Name == resource) is { Type: { } type } builtIn)
        {
            return new CheckedKind(group, version, builtIn.Kind, new StructType(type.Schema));
        }

        return definitions.Get("", $"{resource}.{group}") is { } definition && TypeOf(definition, version) is { } custom
            ? new CheckedKind(group, version, definition.Spec.Names.Kind, custom)
            : null;
    }

    /// <summary>The type of a kind; null if it is not known.</summary>
    public CelType? FindKind(string apiVersion, string kind)
    {
        if (ApiResources.All.FirstOrDefault(known => known.ApiVersion == apiVersion && known.Kind == kind) is { Type: { } type })
        {
            return new StructType(type.Schema);
        }

        var (group, version) = apiVersion.Split('/') is [var first, var second] ? (first, second) : ("", apiVersion);
        return definitions.List().FirstOrDefault(definition => definition.Spec.Group == group && definition.Spec.Names.Kind == kind) is { } custom
            ? TypeOf(custom, version)
            : null;
    }

    private static CelType? TypeOf(CustomResourceDefinition definition, string version)
    {
        foreach (var declared in definition.Spec.Versions)
        {
            if (declared.Name == version && declared.Served)
            {
                return declared.Schema?.OpenAPIV3Schema is { } schema ? CustomType.Of(definition.Spec.Names.Kind, schema) : CelType.Dyn;
            }
        }

        return null;
    }
}
