using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>
/// What is served of a definition, without holding it: it stays in the cache as the bytes that are stored, and is decoded when somebody needs a schema.
/// </summary>
internal sealed class ServedDefinition
{
    private readonly string _uid;
    private readonly long _generation;
    private readonly CustomResourceDefinitionNames _names;
    private volatile Entry _entry;

    public ServedDefinition(Entry entry)
    {
        _entry = entry;
        var definition = Definition;
        (_uid, _generation, _names) = (definition.Metadata.UID, definition.Metadata.Generation, definition.Status.AcceptedNames);
        Group = definition.Spec.Group;
        ServedVersions = [.. definition.Spec.Versions.Where(version => version.Served).Select(version => version.Name)];
    }

    public string Group { get; }

    /// <summary>The names of the versions that are served.</summary>
    public IReadOnlyList<string> ServedVersions { get; }

    public CustomResourceDefinition Definition => (CustomResourceDefinition)_entry.Object;

    /// <summary>The same definition with another status: what is served stays as it is.</summary>
    public bool IsStill(Entry entry)
    {
        var other = (CustomResourceDefinition)entry.Object;
        var isStill = other.Metadata.UID == _uid && other.Metadata.Generation == _generation && other.Status.AcceptedNames == _names;
        if (isStill)
        {
            // The bytes of the older state need not be kept any longer.
            _entry = entry;
        }

        return isStill;
    }

    /// <summary>A kind that finds its schema here.</summary>
    public CustomKind Kind(CustomResourceDefinition definition, CustomResourceDefinitionVersion version)
    {
        var name = version.Name;
        return CustomKind.Of(definition, version, () => Definition.Spec.Versions.FirstOrDefault(candidate => candidate.Name == name)?.Schema?.OpenAPIV3Schema);
    }
}
