using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Schemas;

/// <summary>A custom kind as policies see it: what its schema declares, with all the metadata that any object has.</summary>
public sealed class CustomType : ObjectType
{
    private static readonly StructType Metadata = new(ObjectMeta.Empty.GetStructSchema());

    private readonly ObjectType _declared;

    private CustomType(string kind, ObjectType declared)
        : base(kind, []) => _declared = declared;

    /// <summary>Dyn where the schema does not tell.</summary>
    public static CelType Of(string kind, JSONSchemaProps schema) =>
        DeclaredType.Of(schema, isRoot: true)?.Type is ObjectType declared ? new CustomType(kind, declared) : Dyn;

    public override CelType? Field(string name) => name == "metadata" ? Metadata : _declared.Field(name);
}
