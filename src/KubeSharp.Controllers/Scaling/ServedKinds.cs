using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Scaling;

/// <summary>The resources of kinds that references name, built in and custom.</summary>
internal sealed class ServedKinds(ControllerContext context)
{
    private readonly Store<CustomResourceDefinition> _definitions = context.Informer<CustomResourceDefinition>().Store;

    /// <summary>The resource of a kind, in the version that is named if that is served, else in another; null if there is none.</summary>
    public ApiResource? Find(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        ApiResource? found = null;
        foreach (var resource in ApiResources.All)
        {
            if (resource.Kind == kind && resource.Group == group && resource.EnabledByDefault && (found is null || resource.ApiVersion == apiVersion))
            {
                found = resource;
            }
        }

        return found ?? Custom(group, apiVersion[(slash + 1)..], kind);
    }

    private ApiResource? Custom(string group, string version, string kind)
    {
        foreach (var definition in _definitions.List())
        {
            if (definition.Spec.Group == group
                && definition.Spec.Names.Kind == kind
                && DeclaredResources.IsEstablished(definition)
                && VersionOf(definition, version) is { } served)
            {
                return DeclaredResources.Describe(definition, served);
            }
        }

        return null;
    }

    private static CustomResourceDefinitionVersion? VersionOf(CustomResourceDefinition definition, string name)
    {
        var index = definition.Spec.Versions.FindIndex(version => version.Served && version.Name == name);
        index = index >= 0 ? index : definition.Spec.Versions.FindIndex(static version => version.Served);
        return index < 0 ? null : definition.Spec.Versions[index];
    }
}
