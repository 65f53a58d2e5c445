using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api.Custom;

/// <summary>
/// A kind that a CustomResourceDefinition declares, in one version. As objects, schemas are several times as large as their text, and most are
/// not in use: one that nobody asks for is let go, and found again.
/// </summary>
public sealed class CustomKind
{
    private readonly Func<JSONSchemaProps?> _find;
    private Forms? _forms;
    private volatile bool _wanted;

    private CustomKind(CustomResourceDefinition definition, CustomResourceDefinitionVersion version, Func<JSONSchemaProps?> find)
    {
        _find = find;
        KeepsUnknown = definition.Spec.PreserveUnknownFields || version.Schema?.OpenAPIV3Schema is null;
        var (group, names) = (definition.Spec.Group, definition.Spec.Names);
        Type = new ApiType(group, version.Name, names.Kind, new CustomObject(this));
        ListType = new ApiType(group, version.Name, names.ListKind, PartialObjectMetadataList.Empty);
    }

    public ApiType Type { get; }

    public ApiType ListType { get; }

    /// <summary>The structural schema; null if there is none.</summary>
    public JSONSchemaProps? Schema => Wanted().Schema;

    /// <summary>Nothing is dropped (spec.preserveUnknownFields, or no schema).</summary>
    public bool KeepsUnknown { get; }

    /// <summary>The schema as server-side apply reads it.</summary>
    internal StructSchema Structure => Wanted().Structure;

    /// <summary>A kind that keeps its schema.</summary>
    public static CustomKind Of(CustomResourceDefinition definition, CustomResourceDefinitionVersion version) =>
        Of(definition, version, () => version.Schema?.OpenAPIV3Schema);

    /// <param name="definition">What declares it; not held.</param>
    /// <param name="version">One of its versions; not held.</param>
    /// <param name="find">Finds the schema of the version.</param>
    public static CustomKind Of(CustomResourceDefinition definition, CustomResourceDefinitionVersion version, Func<JSONSchemaProps?> find) =>
        new(definition, version, find);

    /// <summary>Lets go of the schema, unless somebody has asked for it since the last time.</summary>
    public void Rest()
    {
        if (!_wanted)
        {
            _forms = null;
        }

        _wanted = false;
    }

    private Forms Wanted()
    {
        _wanted = true;
        return _forms ?? (_forms = new Forms(this, _find()));
    }

    /// <summary>As OpenAPI names it: <c>com.example.v1.Widget</c>.</summary>
    private static string ModelName(string group, string version, string kind) =>
        string.Join('.', group.Split('.').Reverse()) + "." + version + "." + kind;

    private sealed class Forms(CustomKind kind, JSONSchemaProps? schema)
    {
        private StructSchema? _structure;

        public JSONSchemaProps? Schema { get; } = schema;

        public StructSchema Structure =>
            _structure ??= CustomSchema.Root(ModelName(kind.Type.Group, kind.Type.Version, kind.Type.Kind), kind.Type.Kind, Schema, kind.KeepsUnknown);
    }
}
